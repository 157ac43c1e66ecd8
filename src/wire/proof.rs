//! Proofs as JSON, and back.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{QuestionError, reader, version};
use crate::json::{to_text, typed};
use crate::proof::{Proof, Step};

impl Proof {
    /// The JSON form, on one line: the version of the form, and the steps.
    ///
    /// Everything is named by key, and dates stand as they are written, so the text means the same to any world and can be
    /// [checked](crate::wire::Stored::check) against one. Equal proofs give equal bytes.
    ///
    /// ```
    /// use comity::Proof;
    ///
    /// let text = r#"{"proof":1,"steps":[{"fact":{"committed":{"at":0,"state":"kaz","truth":"yes"}},"premises":[],"records":[]}]}"#;
    /// let proof = Proof::from_json(text)?;
    /// assert_eq!(proof.to_json(), text);
    /// # Ok::<(), comity::wire::QuestionError>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Nothing in a proof can fail to be written.
        to_text(self)
    }

    /// Reads a proof, whether or not it holds: that is for the [checker](crate::proof::check) to say.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what was expected instead, and where.
    pub fn from_json(text: &str) -> Result<Self, QuestionError> {
        reader::read(text, typed)
    }
}

/// A proof as it is written, with the version of the form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form<S> {
    #[serde(deserialize_with = "version::known")]
    proof: u32,
    steps: S,
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form { proof: version::NOW, steps: &self.steps }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Proof {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form::<Vec<Step>> { steps, .. } = Form::deserialize(deserializer)?;
        Ok(Self { steps })
    }
}
