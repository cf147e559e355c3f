//! Pages that lost their connection and come back: what was measured of them is kept for a while, and since when nothing
//! came from them, or from their hub.
//!
//! A page's clock goes on while it is offline, so its old samples still place a press that was made meanwhile. Bounded:
//! a few pages of each link, a number of pages in all, some minutes.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use protocol::{LinkId, Ms};

use super::pressed::{Outage, Page};

/// How long a page is remembered after its connection ended, in real milliseconds. Longer than any outage that counts.
const KEPT_MS: Ms = 600_000;
/// Pages of one link, and pages in all.
const PAGES_OF_LINK: usize = 8;
const PAGES: usize = 40_000;

/// A full house looks for those who did not come back at most so often: it looks at all.
const SWEEP_GAP_MS: Ms = 10_000;

/// A meeting and one of its links.
pub type LinkKey = (String, LinkId);

/// All pages that are remembered.
#[derive(Debug, Default)]
pub struct Returning {
    // A std Mutex, because nothing is awaited while it is held.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    links: HashMap<LinkKey, VecDeque<Remembered>>,
    count: usize,
    /// When those who did not come back were last forgotten.
    swept_ms: Ms,
}

#[derive(Debug)]
struct Remembered {
    sender: String,
    /// The last sign of life.
    heard_ms: Ms,
    page: Page,
}

impl Returning {
    /// A page says hello: what is remembered of it, with the time in which nothing came from it. The page of a hub also gets
    /// the time in which nothing came from its link.
    pub fn greet(&self, key: &LinkKey, sender: &str, is_hub: bool, now: Ms) -> Page {
        let mut known = self.known();
        let Some(pages) = known.links.get_mut(key) else { return Page::new(is_hub) };
        // The sign of life may be of another page of the link: then the hub was never cut off so long.
        let since = pages.iter().map(|page| page.heard_ms).max();
        let Some(place) = pages.iter().position(|page| page.sender == sender) else { return Page::new(is_hub) };
        let Remembered { mut page, heard_ms, .. } = pages.remove(place).expect("its place was just found");
        if pages.is_empty() {
            known.links.remove(key);
        }
        known.count -= 1;
        page.evidence.reconnected();
        page.is_hub = is_hub;
        page.lost = Some(Outage { since: heard_ms, until: now });
        page.outage = since.filter(|_| is_hub).map(|since| Outage { since, until: now });
        page
    }

    /// A sign of life came from a page, or its connection ended: it is remembered as it is now.
    pub fn keep(&self, key: &LinkKey, sender: &str, page: &Page, heard_ms: Ms) {
        if page.evidence.is_empty() {
            return;
        }
        let mut known = self.known();
        if known.count >= PAGES && heard_ms - known.swept_ms >= SWEEP_GAP_MS {
            known.forget(heard_ms);
        }
        let full = known.count >= PAGES;
        let known = &mut *known;
        if let Some(before) = known.links.get_mut(key).and_then(|pages| pages.iter_mut().find(|p| p.sender == sender)) {
            // An old connection may end long after the page came back over a new one.
            if heard_ms >= before.heard_ms {
                before.heard_ms = heard_ms;
                before.page.clone_from(page);
            }
            return;
        }
        if full {
            return;
        }
        let pages = known.links.entry(key.clone()).or_default();
        if pages.len() == PAGES_OF_LINK {
            pages.pop_front();
            known.count -= 1;
        }
        pages.push_back(Remembered { sender: sender.to_owned(), heard_ms, page: page.clone() });
        known.count += 1;
    }

    /// Forgets the pages that did not come back.
    pub fn sweep(&self, now: Ms) {
        self.known().forget(now);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn forget(&mut self, now: Ms) {
        self.swept_ms = now;
        for pages in self.links.values_mut() {
            pages.retain(|page| now - page.heard_ms <= KEPT_MS);
        }
        self.links.retain(|_, pages| !pages.is_empty());
        self.count = self.links.values().map(VecDeque::len).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nairobi() -> LinkKey {
        ("assembly".to_owned(), LinkId(4))
    }

    fn measured() -> Page {
        let mut page = Page::new(true);
        page.evidence.told(5, 9);
        page
    }

    #[test]
    fn a_page_that_comes_back_keeps_its_clock_and_its_link_is_measured_anew() {
        let pages = Returning::default();
        let mut page = measured();
        page.evidence.pinged([1; 8], 0);
        page.evidence.ponged(&[1; 8], 600);
        pages.keep(&nairobi(), "first-page", &page, 1_000);
        let back = pages.greet(&nairobi(), "first-page", true, 61_000);
        assert!(!back.evidence.is_empty() && back.evidence.least_round_trip().is_none());
        assert_eq!(back.outage, Some(Outage { since: 1_000, until: 61_000 }));
        assert!(pages.greet(&nairobi(), "first-page", true, 61_000).evidence.is_empty(), "it is given out once");
    }

    #[test]
    fn a_hub_with_another_page_alive_was_not_cut_off_but_this_page_was() {
        let pages = Returning::default();
        pages.keep(&nairobi(), "first-page", &measured(), 1_000);
        pages.keep(&nairobi(), "other-page", &measured(), 60_500);
        let back = pages.greet(&nairobi(), "first-page", true, 61_000);
        assert_eq!(back.outage, Some(Outage { since: 60_500, until: 61_000 }));
        assert_eq!(back.lost, Some(Outage { since: 1_000, until: 61_000 }));
    }

    #[test]
    fn only_the_same_page_of_the_same_link_comes_back_and_only_a_hub_was_cut_off() {
        let pages = Returning::default();
        pages.keep(&nairobi(), "first-page", &measured(), 1_000);
        assert!(pages.greet(&nairobi(), "other-page", true, 2_000).evidence.is_empty());
        let lagos = ("assembly".to_owned(), LinkId(5));
        assert!(pages.greet(&lagos, "first-page", true, 2_000).evidence.is_empty());
        let back = pages.greet(&nairobi(), "first-page", false, 2_000);
        assert_eq!((back.evidence.is_empty(), back.outage), (false, None));
        assert_eq!(back.lost, Some(Outage { since: 1_000, until: 2_000 }), "its answers go by it");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let pages = Returning::default();
        for n in 0..100 {
            pages.keep(&nairobi(), &format!("page-{n}"), &measured(), n);
        }
        assert_eq!(pages.known().count, PAGES_OF_LINK);
        for n in 0..2 * PAGES as u32 {
            pages.keep(&("assembly".to_owned(), LinkId(100 + n)), "first-page", &measured(), 1_000);
        }
        assert_eq!(pages.known().count, PAGES);
        pages.sweep(1_000 + KEPT_MS + 1);
        assert_eq!(pages.known().count, 0);
        pages.keep(&nairobi(), "first-page", &measured(), 1_000 + KEPT_MS + 1);
        assert!(!pages.greet(&nairobi(), "first-page", true, 1_000 + KEPT_MS + 2).evidence.is_empty());
    }
}
