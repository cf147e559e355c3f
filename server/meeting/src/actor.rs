//! Who acts: known from the credential, never from the command.

use protocol::{Key, LinkId, PersonId, Place, Refusal, RefusalCode, Role};
use serde::{Deserialize, Serialize};

/// Who asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The holder of a link.
    Link {
        /// The link.
        link: LinkId,
        /// Its role.
        role: Role,
        /// Its person, for personal links.
        person: Option<PersonId>,
        /// Its place: a hub operator's hub, a shared link's place of joining.
        place: Option<Place>,
        /// A steward's microphone.
        microphone: Option<Key>,
        /// A rapporteur's region or group.
        unit: Option<Key>,
    },
    /// The server itself, when time has come.
    System,
}

/// Who acted, as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The role; absent: the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

impl Actor {
    /// The role, if it is a link.
    pub fn role(&self) -> Option<Role> {
        match self {
            Actor::Link { role, .. } => Some(*role),
            Actor::System => None,
        }
    }

    /// The person of a personal link.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Actor::Link { person, .. } => *person,
            Actor::System => None,
        }
    }

    /// The place of the link.
    pub fn place(&self) -> Option<Place> {
        match self {
            Actor::Link { place, .. } => *place,
            Actor::System => None,
        }
    }

    /// The microphone of a steward's link.
    pub fn microphone(&self) -> Option<&Key> {
        match self {
            Actor::Link { microphone, .. } => microphone.as_ref(),
            Actor::System => None,
        }
    }

    /// The region or group of a rapporteur's link.
    pub fn unit(&self) -> Option<&Key> {
        match self {
            Actor::Link { unit, .. } => unit.as_ref(),
            Actor::System => None,
        }
    }

    /// What the record keeps of the actor.
    pub fn by(&self) -> By {
        match self {
            Actor::Link { link, role, person, .. } => By { role: Some(*role), link: Some(*link), person: *person },
            Actor::System => By { role: None, link: None, person: None },
        }
    }

    /// Goes on only for these roles. The server itself may do everything.
    ///
    /// # Errors
    /// [`RefusalCode::NotYourRole`], naming the roles that may.
    pub fn must_be(&self, roles: &[Role]) -> Result<(), Refusal> {
        match self.role() {
            None => Ok(()),
            Some(role) if roles.contains(&role) => Ok(()),
            Some(_) => {
                let names: Vec<String> = roles.iter().map(|r| format!("{r:?}")).map(|r| split_words(&r)).collect();
                Err(Refusal::new(RefusalCode::NotYourRole, format!("only for: {}", names.join(", "))))
            }
        }
    }

    /// Goes on only if a hub operator acts for their own hub; other roles pass.
    ///
    /// # Errors
    /// [`RefusalCode::NotYourPlace`].
    pub fn must_hold(&self, place: Place) -> Result<(), Refusal> {
        if self.role() == Some(Role::HubOperator) && self.place() != Some(place) {
            return Err(Refusal::new(RefusalCode::NotYourPlace, "your link is for another hub"));
        }
        Ok(())
    }

    /// Goes on only if a rapporteur acts for their own region or group; other roles pass.
    ///
    /// # Errors
    /// [`RefusalCode::NotYourPlace`].
    pub fn must_speak_for(&self, unit: &Key) -> Result<(), Refusal> {
        if self.role() == Some(Role::Rapporteur) && self.unit() != Some(unit) {
            return Err(Refusal::new(RefusalCode::NotYourPlace, "your link is for another region or group"));
        }
        Ok(())
    }
}

fn split_words(camel: &str) -> String {
    let mut out = String::new();
    for c in camel.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}
