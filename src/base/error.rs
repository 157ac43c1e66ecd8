//! Errors that read well where `main` returns them.

/// Gives an error a `Debug` that prints what `Display` does, since that is what a program prints whose `main` returns it;
/// `{:#?}` prints the structure.
macro_rules! debug_as_display {
    ($name:ident { $($field:ident),* $(,)? }) => {
        $crate::base::debug_as_display!(@ $name, |self_, f| {
            let $name { $($field),* } = self_;
            f.debug_struct(stringify!($name))$(.field(stringify!($field), $field))*.finish()
        });
    };
    (enum $name:ident { $($variant:ident $({ $($field:ident),* })? $(($item:ident))?),* $(,)? }) => {
        $crate::base::debug_as_display!(@ $name, |self_, f| {
            match self_ {
                $($name::$variant $({ $($field),* })? $(($item))? => {
                    f.debug_struct(stringify!($variant))
                        $($(.field(stringify!($field), $field))*)?
                        $(.field(stringify!($item), $item))?
                        .finish()
                })*
            }
        });
    };
    (@ $name:ident, |$self:ident, $f:ident| $structure:block) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, $f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                if !$f.alternate() {
                    return std::fmt::Display::fmt(self, $f);
                }
                let $self = self;
                $structure
            }
        }
    };
}

pub(crate) use debug_as_display;
