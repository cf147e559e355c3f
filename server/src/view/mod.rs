//! Who may see what: rows out of a meeting, for each audience.
//!
//! An [`Audience`] is the people who may see the same things. One file per kind of row renders it
//! and opens with its rule in plain words. [`View::rows`] gives all rows of an audience,
//! [`View::changes`] those that an event may have changed (see [`Touched`]), [`View::own`] the rows
//! of one person. Both ways give the same rows, to the byte: the tests compare them.
//!
//! This layer does not know about sockets, versions, or who is connected; secrets of links and
//! seals of ballots never come here.

mod audience;
mod beside;
mod changes;
mod desk;
mod floor;
mod hand;
mod hub;
mod item;
mod link;
pub mod live;
mod meeting_row;
mod microphone;
mod mirror;
mod note;
mod order;
mod own;
mod person;
mod poll;
mod share;
mod tally;
mod touched;
mod turn;
mod undo;
mod who;
mod why;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use meeting::{Meeting, fairness, rule};
use protocol::{HandId, HandKind, PersonId, PollId, row::Why, row_mirror::MirrorRow};

pub use audience::Audience;
pub use changes::{Changes, Rows};
pub use own::Owner;
use touched::Group;
pub use touched::{Touched, touched};

/// All rows of an audience.
pub fn render(m: &Meeting, audience: Audience) -> Rows {
    View::of(m).rows(audience)
}

/// The rows of an audience that may have changed.
pub fn render_groups(m: &Meeting, audience: Audience, touched: &Touched) -> Changes {
    View::of(m).changes(audience, touched)
}

/// The rows of one question: the question itself, its tally, what was declared and said about it.
pub fn of_poll(m: &Meeting, audience: Audience, poll: PollId) -> Rows {
    View::of(m).changes(audience, &Touched::poll(poll)).set
}

/// The name of a person as this audience may see it.
pub fn name_of(m: &Meeting, audience: Audience, person: PersonId) -> String {
    m.people.get(&person).map(|p| who::name(m, audience, p)).unwrap_or_default()
}

/// A person's own rows.
pub fn own(m: &Meeting, person: PersonId) -> Rows {
    View::of(m).own(person)
}

/// A meeting at one version, being shown: what all audiences have in common is worked out once.
pub struct View<'a> {
    m: &'a Meeting,
    order: OnceCell<Order>,
    points_of_order: OnceCell<BTreeMap<PersonId, HandId>>,
    mirror: OnceCell<Option<MirrorRow>>,
}

/// The calling order with its reasons, and where each hand stands in it.
struct Order {
    placed: Vec<(HandId, Why)>,
    /// From 0.
    position: BTreeMap<HandId, usize>,
}

impl<'a> View<'a> {
    /// The meeting as it is now.
    pub fn of(m: &'a Meeting) -> Self {
        View { m, order: OnceCell::new(), points_of_order: OnceCell::new(), mirror: OnceCell::new() }
    }

    /// All rows of an audience.
    pub fn rows(&self, audience: Audience) -> Rows {
        self.changes(audience, &Touched::all()).set
    }

    /// The rows of an audience that may have changed, and what they replace.
    pub fn changes(&self, audience: Audience, touched: &Touched) -> Changes {
        let mut out = Changes::default();
        if touched.is_all() {
            out.covers_all();
        }
        for group in touched.groups_touched() {
            match group {
                Group::Meeting => meeting_row::rows(self, audience, &mut out),
                Group::Items => item::rows(self, &mut out),
                Group::Microphones => microphone::rows(self, &mut out),
                Group::Hubs => hub::rows(self, audience, &mut out),
                Group::Floor => floor::rows(self, audience, &mut out),
                Group::Hands => hand::rows(self, audience, touched.hands(), &mut out),
                Group::Order => {
                    order::rows(self, audience, &mut out);
                    desk::rows(self, audience, &mut out);
                }
                Group::Share => share::rows(self, &mut out),
                Group::Mirror => mirror::rows(self, audience, &mut out),
                Group::Turns => turn::rows(self, audience, &mut out),
                Group::Notes => note::rows(self, &mut out),
                Group::Polls => {
                    poll::rows(self, audience, touched.polls(), &mut out);
                    tally::rows(self, audience, touched.polls(), &mut out);
                    beside::rows(self, audience, touched.polls(), &mut out);
                }
                Group::Sets => poll::set_rows(self, audience, &mut out),
                Group::People => person::rows(self, audience, touched.people(), &mut out),
                Group::Links => link::rows(self, audience, touched.links(), &mut out),
                Group::Undo => undo::rows(self, audience, &mut out),
            }
        }
        out
    }

    /// A person's own rows.
    pub fn own(&self, person: PersonId) -> Rows {
        own::rows(self, person)
    }

    /// Somebody's own rows.
    pub fn owned(&self, owner: Owner) -> Rows {
        match owner {
            Owner::Person(person) => self.own(person),
            Owner::Rapporteur(link) => own::agreed_rows(self.m, link),
        }
    }

    /// The waiting hands in calling order.
    fn order(&self) -> &Order {
        self.order.get_or_init(|| {
            let placed: Vec<_> = rule::order(self.m).into_iter().map(|placed| why::placed(self.m, &placed)).collect();
            let position = placed.iter().enumerate().map(|(at, (hand, _))| (*hand, at)).collect();
            Order { placed, position }
        })
    }

    /// The first of the order, who are told ahead.
    fn deck(&self) -> &[(HandId, Why)] {
        let placed = &self.order().placed;
        &placed[..placed.len().min(self.m.settings.on_deck as usize)]
    }

    /// How the floor has been shared.
    fn mirror(&self) -> Option<&MirrorRow> {
        self.mirror.get_or_init(|| fairness::mirror(self.m).map(mirror::row)).as_ref()
    }

    /// The points of order that wait, by their owners.
    fn points_of_order(&self) -> &BTreeMap<PersonId, HandId> {
        self.points_of_order.get_or_init(|| {
            let waiting = self.m.waiting.iter().filter_map(|id| Some((*id, self.m.hands.get(id)?)));
            let points = waiting.filter(|(_, hand)| hand.kind == HandKind::PointOfOrder);
            points.filter_map(|(id, hand)| Some((hand.person?, id))).collect()
        })
    }
}
