//! Days, dates, intervals and periods in serialised form: as they are written.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, Day, Interval, Period};

macro_rules! as_written {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    )+};
}

as_written!(Day, Date, Interval, Period);

#[cfg(test)]
mod tests {
    use crate::time::{Date, Day, Interval, Period, date};

    #[test]
    fn what_is_serialised_is_as_it_is_written_and_can_be_read() {
        let interval = Interval::from(date(2006, 8, 16)..date(2012, 12, 19));
        let day = Day::new(2024, 10, 20).unwrap();
        let all = (day, "2022-11..?".parse::<Date>().unwrap(), interval, Period::months(18));
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(text, r#"["2024-10-20","2022-11..?","2006-08-16/2012-12-19","18 months"]"#);
        assert_eq!(serde_json::from_str::<(Day, Date, Interval, Period)>(&text).unwrap(), all);
        assert!(serde_json::from_str::<Interval>("\"2006/2005/2004\"").is_err());
    }
}
