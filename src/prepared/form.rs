//! What has a prepared form, and the forms of what all records are made of.
//!
//! [`record!`] and [`choice!`] name every field and every variant, so that a new one does not compile until it has its place here. The two
//! directions stand in one line and cannot differ.

use std::collections::BTreeMap;

use super::read::Reader;
#[cfg(test)]
use super::write::Writer;
use crate::Id;
use crate::base::Word;
use crate::model::{
    Act, AnyEntity, BodyId, Claim, Entity, InstrumentId, Link, Overlay, Proposition, Provision,
    Relation,
};

/// What is read as it was written.
pub(crate) trait Form: Sized {
    fn read(from: &mut Reader<'_>) -> Self;

    #[cfg(test)]
    fn write(&self, to: &mut Writer);

    /// What there may be, or not.
    #[inline]
    fn read_if_any(from: &mut Reader<'_>) -> Option<Self> {
        bool::read(from).then(|| Self::read(from))
    }

    #[cfg(test)]
    fn write_if_any(one: Option<&Self>, to: &mut Writer) {
        one.is_some().write(to);
        if let Some(one) = one {
            one.write(to);
        }
    }
}

/// The form of a struct: its fields, in this order.
macro_rules! record {
    ($($name:ty { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::prepared::Form for $name {
            fn read(from: &mut $crate::prepared::Reader<'_>) -> Self {
                $(let $field = $crate::prepared::Form::read(from);)+
                Self { $($field),+ }
            }

            #[cfg(test)]
            fn write(&self, to: &mut $crate::prepared::Writer) {
                let Self { $($field),+ } = self;
                $($crate::prepared::Form::write($field, to);)+
            }
        }
    )+};
}

/// The form of an enum with fields: the number of the variant, and its fields.
macro_rules! choice {
    ($name:ty: $($number:literal = $variant:ident $({ $($field:ident),+ $(,)? })? $(($item:ident))?),+ $(,)?) => {
        impl $crate::prepared::Form for $name {
            fn read(from: &mut $crate::prepared::Reader<'_>) -> Self {
                match from.byte() {
                    $($number => {
                        $($(let $field = $crate::prepared::Form::read(from);)+)?
                        $(let $item = $crate::prepared::Form::read(from);)?
                        Self::$variant $({ $($field),+ })? $(($item))?
                    })+
                    _ => {
                        from.spoil();
                        choice!(@first from $($variant $({ $($field),+ })? $(($item))?),+)
                    }
                }
            }

            #[cfg(test)]
            fn write(&self, to: &mut $crate::prepared::Writer) {
                match self {
                    $(Self::$variant $({ $($field),+ })? $(($item))? => {
                        to.byte($number);
                        $($($crate::prepared::Form::write($field, to);)+)?
                        $($crate::prepared::Form::write($item, to);)?
                    })+
                }
            }
        }
    };
    (@first $from:ident $variant:ident $({ $($field:ident),+ })? $(($item:ident))? $(, $($rest:tt)*)?) => {{
        $($(let $field = $crate::prepared::Form::read($from);)+)?
        $(let $item = $crate::prepared::Form::read($from);)?
        Self::$variant $({ $($field),+ })? $(($item))?
    }};
}

/// The form of what stands elsewhere: its own.
macro_rules! boxed {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::prepared::Form for Box<$name> {
            fn read(from: &mut $crate::prepared::Reader<'_>) -> Self {
                Self::new($crate::prepared::Form::read(from))
            }

            #[cfg(test)]
            fn write(&self, to: &mut $crate::prepared::Writer) {
                $crate::prepared::Form::write(&**self, to);
            }
        }
    )+};
}

pub(crate) use {boxed, choice, record};

/// A word is its place among all of its sort.
impl<W: Word> Form for W {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.choice(W::WORDS, W::WORDS[0])
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        let place = W::WORDS.iter().position(|word| word.word() == self.word()).unwrap();
        to.byte(u8::try_from(place).unwrap());
    }
}

impl Form for bool {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.choice(&[false, true], false)
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.byte(u8::from(*self));
    }
}

impl Form for u8 {
    fn read(from: &mut Reader<'_>) -> Self {
        from.byte()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.byte(*self);
    }
}

impl Form for u32 {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.number()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.number(*self);
    }
}

impl Form for usize {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.number() as Self
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.count(*self);
    }
}

impl Form for i32 {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.signed()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.signed(*self);
    }
}

impl Form for i16 {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(from.signed()).unwrap_or_else(|_| {
            from.spoil();
            0
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.signed((*self).into());
    }
}

impl Form for &'static str {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.text()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl Form for Box<str> {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.text().into()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl<T: Form> Form for Option<T> {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        T::read_if_any(from)
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        T::write_if_any(self.as_ref(), to);
    }
}

impl<T: Form> Form for Vec<T> {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        // Plain loops, here and below: iterators would be compiled once for each sort of record.
        let count = from.count();
        let mut all = Self::with_capacity(count);
        for _ in 0..count {
            all.push(T::read(from));
        }
        all
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.count(self.len());
        for one in self {
            one.write(to);
        }
    }
}

impl<T: Form> Form for Box<[T]> {
    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.count(self.len());
        for one in self {
            one.write(to);
        }
    }
}

impl<A: Form, B: Form> Form for (A, B) {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        let (one, other) = self;
        one.write(to);
        other.write(to);
    }
}

impl<K: Form + Ord, V: Form> Form for BTreeMap<K, V> {
    fn read(from: &mut Reader<'_>) -> Self {
        let mut all = Self::new();
        for _ in 0..from.count() {
            all.insert(K::read(from), V::read(from));
        }
        all
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.count(self.len());
        for (key, value) in self {
            key.write(to);
            value.write(to);
        }
    }
}

impl<E: Entity> Form for Id<E> {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.entity_of()
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.number(self.number());
    }
}

impl Form for Id<AnyEntity> {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        from.entity().0
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.number(self.number());
    }
}

/// Ids of records, which bear the prints that are told before anything names them.
macro_rules! ids {
    ($($record:ident in $table:ident),+ $(,)?) => {$(
        impl Form for Id<$record> {
            #[inline]
            fn read(from: &mut Reader<'_>) -> Self {
                let number = from.number();
                let print = from.names.$table.get(number as usize).copied();
                Self::new(number, print.unwrap_or_else(|| {
                    from.spoil();
                    0
                }))
            }

            #[cfg(test)]
            fn write(&self, to: &mut Writer) {
                to.number(self.number());
            }
        }
    )+};
}

ids! {
    Overlay in overlays,
    Link in links,
    Provision in provisions,
    Act in acts,
    Relation in relations,
    Claim in claims,
}

impl Form for Id<Proposition> {
    fn read(from: &mut Reader<'_>) -> Self {
        let number = from.number() as usize;
        from.names.propositions.get(number).copied().unwrap_or_else(|| {
            from.spoil();
            Self::new(0, 0)
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        to.number(self.number());
    }
}

impl Form for BodyId {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        let (id, kind) = from.entity();
        Self::of(id, kind).unwrap_or_else(|| {
            from.spoil();
            Self::Treaty(id.cast())
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        self.entity().write(to);
    }
}

impl Form for InstrumentId {
    #[inline]
    fn read(from: &mut Reader<'_>) -> Self {
        let (id, kind) = from.entity();
        Self::of(id, kind).unwrap_or_else(|| {
            from.spoil();
            Self::Treaty(id.cast())
        })
    }

    #[cfg(test)]
    fn write(&self, to: &mut Writer) {
        self.entity().write(to);
    }
}
