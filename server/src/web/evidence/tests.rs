//! What evidence proves, for honest pages and for others.

use super::*;

/// A page whose clock runs `offset` ahead of the server's, behind a link with fixed ways up and down.
struct Page {
    evidence: Evidence,
    offset: Ms,
    up: Ms,
    down: Ms,
}

impl Page {
    fn new(up: Ms, down: Ms) -> Self {
        Self { evidence: Evidence::default(), offset: 1_000_000, up, down }
    }

    /// A ping, its pong, and a time message right behind the pong.
    fn sample(&mut self, now: Ms) {
        self.evidence.pinged([7; 8], now);
        let there = now + self.down;
        let back = there + self.up;
        assert_eq!(self.evidence.ponged(&[7; 8], back), Some(self.up + self.down));
        self.evidence.told(there + self.offset, back);
    }

    fn press(&self, at: Ms) -> Press {
        self.evidence.press(at + self.offset, at + self.up)
    }
}

#[test]
fn a_press_lies_in_its_span_whatever_the_ways_are() {
    for (up, down) in [(1, 1), (10, 300), (300, 10), (310, 310)] {
        let mut page = Page::new(up, down);
        for k in 0..20 {
            page.sample(k * 1_000);
        }
        let press = page.press(25_000);
        let (low, high) = press.span.expect("there are samples");
        assert!(low <= 25_000 && 25_000 <= high, "{up} {down}: {low} {high}");
        assert!(high - low <= up + down + 2 * (1 + ROUNDING_LATEST_MS), "{up} {down}: {low} {high}");
        assert!(!press.contradicts);
    }
}

#[test]
fn without_samples_nothing_is_proved() {
    let mut evidence = Evidence::default();
    assert_eq!(evidence.press(5, 10), Press { span: None, contradicts: false, dropped: false });
    // A time message before any pong bounds from above only.
    evidence.told(0, 3);
    assert_eq!(evidence.press(5, 10).span, None);
}

#[test]
fn a_pong_nobody_asked_for_proves_nothing() {
    let mut evidence = Evidence::default();
    evidence.pinged([1; 8], 0);
    assert_eq!(evidence.ponged(&[2; 8], 5), None);
    assert_eq!(evidence.ponged(&[1; 8], 9), Some(9));
    assert_eq!(evidence.ponged(&[1; 8], 10), None);
    assert_eq!(evidence.waits_since(), None);
}

#[test]
fn after_a_sleep_the_older_samples_are_passed_over() {
    let mut page = Page::new(20, 20);
    page.sample(0);
    page.sample(1_000);
    page.offset -= 60_000;
    page.sample(100_000);
    let press = page.press(110_000);
    let (low, high) = press.span.expect("the fresh sample stands");
    assert!(low <= 110_000 && 110_000 <= high);
    assert!(!press.contradicts);
}

#[test]
fn whole_milliseconds_are_no_contradiction() {
    let mut page = Page::new(0, 0);
    page.sample(0);
    let press = page.evidence.press(page.offset + 1, 0);
    assert_eq!((press.contradicts, press.span), (false, Some((0, 0))));
}

#[test]
fn fresh_samples_that_contradict_each_other_are_flagged() {
    let mut page = Page::new(20, 20);
    page.sample(0);
    page.offset += 5_000;
    page.sample(100);
    let caught = Press { span: None, contradicts: true, dropped: false };
    assert_eq!(page.press(200), caught);
    // Good samples do not make it forgotten at once.
    for k in 0..12 {
        page.sample(5_000 + k * 100);
    }
    assert_eq!(page.press(30_000), caught);
    page.sample(60_000);
    assert!(!page.press(61_000).contradicts);
}

#[test]
fn a_clock_that_runs_backwards_is_flagged() {
    let mut page = Page::new(20, 20);
    page.sample(0);
    page.evidence.told(page.offset - 1, 20_000);
    assert!(page.press(20_100).contradicts);
}

#[test]
fn a_press_from_before_a_time_message_that_came_first_is_flagged() {
    let mut page = Page::new(20, 20);
    page.sample(0);
    page.sample(10_000);
    let press = |page: &Page, back: Ms| page.evidence.overtook(10_020 + page.offset - back);
    assert!(!press(&page, OVERTAKEN_MS));
    assert!(press(&page, OVERTAKEN_MS + 1) && press(&page, 3_600_000));
    // Over a new connection it may have waited for that.
    page.evidence.reconnected();
    assert!(!press(&page, 5_000));
}

#[test]
fn a_forged_reading_stays_within_numbers() {
    let mut page = Page::new(20, 20);
    page.sample(0);
    for forged in [Ms::MIN, Ms::MAX, 0, -1] {
        page.evidence.press(forged, 100);
    }
}

#[test]
fn the_credit_follows_the_measured_round_trip_up_to_its_cap() {
    let link = |round_trips: &[Ms]| {
        let mut evidence = Evidence::default();
        for round_trip in round_trips {
            evidence.pinged([0; 8], 0);
            evidence.ponged(&[0; 8], *round_trip);
        }
        evidence
    };
    assert_eq!(link(&[]).credit(false), 0);
    assert_eq!(link(&[2]).credit(false), 50);
    assert_eq!(link(&[180, 190]).credit(false), 220);
    assert_eq!(link(&[180, 331]).credit(false), 380);
    assert_eq!(link(&[620]).credit(false), 450);
    assert_eq!(link(&[620]).credit(true), 600);
}

#[test]
fn round_trips_are_summed_up_over_the_last_twelve() {
    let mut evidence = Evidence::default();
    for k in 0..20 {
        evidence.pinged([0; 8], 0);
        evidence.ponged(&[0; 8], 100 + k);
    }
    assert_eq!(evidence.least_round_trip(), Some(108));
    assert_eq!(evidence.spread(), Some(11));
    assert_eq!(evidence.usual_round_trip(), Some(114));
}

#[test]
fn a_pair_of_messages_takes_one_place_and_loses_nothing() {
    let mut page = Page::new(10, 10);
    for k in 0..20 {
        let now = k * 20_000;
        // The first message comes long after the last ping; the ping and its answer go out, and the second one follows.
        page.evidence.told(now + page.offset, now + page.up);
        page.sample(now + page.up);
    }
    assert_eq!(page.evidence.samples.len(), KEPT);
    assert!(page.evidence.samples.iter().skip(1).all(|s| s.after.is_some_and(|after| s.before - after <= 20)));
    let (low, high) = page.press(400_000).span.expect("there are samples");
    assert!(low <= 400_000 && 400_000 <= high && high - low <= 30, "{low} {high}");
}

#[test]
fn a_lost_connection_takes_the_round_trips_and_leaves_the_clock() {
    let mut page = Page::new(300, 300);
    page.sample(0);
    page.evidence.reconnected();
    assert_eq!((page.evidence.credit(true), page.evidence.waits_since()), (0, None));
    let (low, high) = page.press(180_000).span.expect("the clock went on");
    assert!(low <= 180_000 && 180_000 <= high && high - low <= 680, "{low} {high}");
}

#[test]
fn a_page_whose_clock_may_have_stood_still_wants_fresh_samples() {
    let mut page = Page::new(20, 20);
    assert!(!page.evidence.wants_fresh(0, 0), "a page that never tells its time is not waited for");
    page.sample(0);
    assert!(!page.evidence.wants_fresh(page.offset + 30_000, 30_020));
    assert!(page.evidence.wants_fresh(page.offset + 90_000, 90_020));
    assert!(!page.evidence.is_fresh_since(90_020));
    page.sample(90_020);
    assert!(page.evidence.is_fresh_since(90_020));
}
