//! From what a page has shown of its clock to the moment of a press that goes into the record.
//!
//! Pure: times come in as arguments. The measuring is in real milliseconds of the server's monotonic clock; what comes
//! out is on the meeting clock, which a demo may run faster.

use meeting::{Heard, moment::OUTAGE_CREDIT_MS};
use protocol::Ms;

use super::evidence::Evidence;

/// A press is never taken to lie further back than this, in real milliseconds: more than any credit.
const BACK_MOST_MS: Ms = 3_600_000;
/// A page that comes back sends what waited at once; what comes later than this was not kept back by the outage.
const OUTBOX_WITHIN_MS: Ms = 60_000;

/// When a message came, on the server's two clocks.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// Real milliseconds of the server's monotonic clock.
    pub real_ms: Ms,
    /// The meeting clock.
    pub meeting_ms: Ms,
    /// Meeting milliseconds for each real one.
    pub speed: f64,
}

impl Arrival {
    fn scaled(&self, real: Ms) -> Ms {
        (real as f64 * self.speed) as Ms
    }

    /// The speed as a record keeps it, in thousandths; nothing for real time.
    fn speed_permille(&self) -> Option<u32> {
        // A clock is at most 10,000 times as fast as real time.
        (self.speed != 1.0).then(|| (self.speed * 1000.0).round() as u32)
    }
}

/// A time in which the server heard nothing from a hub's link, or from a page, in real milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// The last sign of life before it.
    pub since: Ms,
    /// The page was back.
    pub until: Ms,
}

/// What a page says of a press, taken when it comes.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    /// The page's clock at the press.
    pub clock: Ms,
    /// A time message that was sent after the press, as the page has it, came before it.
    pub overtook: bool,
}

/// What is known of a page instance, over all its connections.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Of its clock and its link.
    pub evidence: Evidence,
    /// It is the page of a hub's operator.
    pub is_hub: bool,
    /// The outage from which it came back, if its hub was cut off.
    pub outage: Option<Outage>,
    /// The last time in which nothing came from this very page, whoever's it is: for its answers to questions.
    pub lost: Option<Outage>,
    /// The effective moment of its last command, on the meeting clock: no later command goes before it.
    floor_ms: Option<Ms>,
}

impl Page {
    /// A page that is new here.
    pub fn new(is_hub: bool) -> Self {
        Self { is_hub, ..Self::default() }
    }

    /// Whether the press of a hand should wait a little for fresh samples: see [`Evidence::wants_fresh`]. After an outage too.
    pub fn wants_fresh(&self, clock: Ms, now: Ms) -> bool {
        self.is_just_back(self.outage, now) || self.evidence.wants_fresh(clock, now)
    }

    /// The same for an answer to a question.
    pub fn answer_wants_fresh(&self, clock: Ms, now: Ms) -> bool {
        self.is_just_back(self.lost, now) || self.evidence.wants_fresh(clock, now)
    }

    fn is_just_back(&self, outage: Option<Outage>, now: Ms) -> bool {
        outage.is_some_and(|o| now - o.until <= OUTBOX_WITHIN_MS && !self.evidence.is_fresh_since(o.until))
    }

    /// A command comes that was made at this reading of the page's clock.
    pub fn claim(&self, clock: Ms) -> Claim {
        Claim { clock, overtook: self.evidence.overtook(clock) }
    }

    /// What is proved of the moment of a command that came; nothing while no round trip is known, and then the arrival
    /// counts. It may be asked a little after the arrival, when fresh samples are there.
    pub fn pressed(&mut self, claim: Option<Claim>, at: Arrival) -> Option<Heard> {
        let heard = self.heard(claim, at, self.outage);
        // A person presses one thing after another: that the last command was before this one is known as well.
        let floor =
            |heard: &Heard| self.floor_ms.filter(|floor| heard.effective_ms() < *floor && *floor <= heard.arrived_ms);
        let heard =
            heard.map(|heard| floor(&heard).map_or(heard, |floor| Heard { lo_ms: floor, hi_ms: floor, ..heard }));
        let effective = heard.map_or(at.meeting_ms, |heard| heard.effective_ms());
        self.floor_ms = self.floor_ms.max(Some(effective));
        heard
    }

    /// The same for an answer to a question. One that was given while nothing came from its page stands by the moment of
    /// the press, whoever gave it: what that can gain ends with the grace, and is taken from nobody. For the hands that
    /// follow, it counts as what it would be without that.
    pub fn answered(&mut self, claim: Option<Claim>, at: Arrival) -> Option<Heard> {
        // A page that was cut off sends nothing at once, so what came first on its return proves nothing.
        let kept = claim.map(|claim| Claim { overtook: false, ..claim });
        let kept = self.heard(kept, at, self.lost).filter(|heard| heard.outage);
        let usual = self.pressed(claim, at);
        kept.or(usual)
    }

    fn heard(&self, claim: Option<Claim>, at: Arrival, outage: Option<Outage>) -> Option<Heard> {
        let now = at.real_ms;
        let round_trip = self.evidence.least_round_trip()?;
        let press = claim.map(|claim| self.evidence.press(claim.clock, now));
        let overtook = claim.is_some_and(|claim| claim.overtook);
        let flagged = overtook || press.is_some_and(|press| press.contradicts);
        // Without a reading of the page's clock the message took between nothing and a round trip.
        let (low, high) = press.and_then(|press| press.span).unwrap_or((now - round_trip, now));
        // A page may claim any number, and what lies so far back must not leave the numbers that fit a record.
        let (low, high) = (low.max(now - BACK_MOST_MS), high.max(now - BACK_MOST_MS));
        let credit = if flagged { 0 } else { self.evidence.credit(self.is_hub) };
        let middle = low + (high - low) / 2;
        let outage = outage.filter(|outage| {
            !flagged && middle < now - credit && middle < outage.until && now - outage.until <= OUTBOX_WITHIN_MS
        });
        let credit = outage.map_or(credit, |outage| now - outage.since);
        let most = if outage.is_some() { OUTAGE_CREDIT_MS } else { Ms::MAX };
        let on_clock = |real: Ms| at.meeting_ms - at.scaled(now - real);
        Some(Heard {
            arrived_ms: at.meeting_ms,
            lo_ms: on_clock(low),
            hi_ms: on_clock(high),
            rtt_ms: at.scaled(round_trip),
            spread_ms: at.scaled(self.evidence.spread().unwrap_or(0)),
            credit_ms: at.scaled(credit).min(most),
            flagged,
            outage: outage.is_some(),
            speed_permille: at.speed_permille(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the page's clock before the server's.
    const AHEAD: Ms = 1_000_000;
    /// Of the meeting clock before the real one.
    const EPOCH: Ms = 1_700_000_000_000;

    fn at(real_ms: Ms) -> Arrival {
        Arrival { real_ms, meeting_ms: EPOCH + real_ms, speed: 1.0 }
    }

    /// A sample over a way of `way` in each direction.
    fn sample(page: &mut Page, now: Ms, way: Ms) {
        page.evidence.pinged([1; 8], now);
        page.evidence.ponged(&[1; 8], now + 2 * way);
        page.evidence.told(now + way + AHEAD, now + 2 * way);
    }

    fn measured(is_hub: bool, way: Ms) -> Page {
        let mut page = Page::new(is_hub);
        for k in 0..8 {
            sample(&mut page, k * 1_000, way);
        }
        page
    }

    #[test]
    fn the_moment_is_the_press_and_not_the_arrival() {
        let mut page = measured(false, 200);
        let heard = page.pressed(Some(page.claim(9_000 + AHEAD)), at(9_200)).expect("it is measured");
        assert!((heard.effective_ms() - EPOCH - 9_000).abs() <= 1, "{heard:?}");
        assert_eq!((heard.arrived_ms, heard.rtt_ms, heard.credit_ms), (EPOCH + 9_200, 400, 440));
        assert!(!heard.flagged && !heard.outage);
    }

    #[test]
    fn no_command_goes_before_the_same_pages_last_one() {
        let mut page = measured(false, 200);
        let first = page.pressed(Some(page.claim(9_000 + AHEAD)), at(9_200)).expect("it is measured").effective_ms();
        // It claims a moment before; both bounds are brought to the first one's, and the record shows it.
        let second = page.pressed(Some(page.claim(8_800 + AHEAD)), at(9_210)).expect("it is measured");
        assert_eq!((second.effective_ms(), second.lo_ms, second.hi_ms), (first, first, first));
        let third = page.pressed(Some(page.claim(9_300 + AHEAD)), at(9_500)).expect("it is measured");
        assert!((third.effective_ms() - EPOCH - 9_300).abs() <= 1, "{third:?}");
    }

    #[test]
    fn what_was_never_measured_counts_by_arrival_and_sets_the_floor() {
        let mut page = Page::new(false);
        assert_eq!(page.pressed(Some(page.claim(5)), at(9_000)), None);
        let (first, second) = (page.claim(8_900 + AHEAD), page.claim(5_000 + AHEAD));
        sample(&mut page, 9_001, 100);
        let heard = page.pressed(Some(first), at(9_210)).expect("it is measured");
        assert_eq!(heard.effective_ms(), EPOCH + 9_000, "the credit of 240 would reach further");
        let heard = page.pressed(Some(second), at(9_211)).expect("it is measured");
        assert_eq!(heard.effective_ms(), EPOCH + 9_000);
    }

    #[test]
    fn a_clock_that_jumps_between_fresh_samples_gets_no_credit() {
        let mut page = measured(false, 200);
        page.evidence.pinged([2; 8], 8_000);
        page.evidence.ponged(&[2; 8], 8_400);
        page.evidence.told(8_200 + AHEAD + 60_000, 8_400);
        let heard = page.pressed(Some(page.claim(8_500 + AHEAD)), at(8_700)).expect("it is measured");
        assert_eq!((heard.flagged, heard.credit_ms, heard.effective_ms()), (true, 0, EPOCH + 8_700));
    }

    /// A hub that was cut off and says, on its return, that it pressed at this time; then it is measured anew.
    fn cut_off(until: Ms, pressed: Ms, arrived: Ms) -> Heard {
        let mut page = measured(true, 300);
        page.evidence.reconnected();
        page.outage = Some(Outage { since: 8_000, until });
        let claim = page.claim(pressed + AHEAD);
        sample(&mut page, until, 300);
        page.pressed(Some(claim), at(arrived)).expect("it is measured")
    }

    #[test]
    fn in_an_outage_the_tap_time_stands() {
        let heard = cut_off(188_000, 20_000, 188_700);
        assert!(heard.outage && (heard.effective_ms() - EPOCH - 20_000).abs() <= 40, "{heard:?}");
        assert_eq!(heard.credit_ms, 180_700);
        // Pressed after the return, it is an ordinary hand.
        let heard = cut_off(188_000, 188_800, 189_100);
        assert!(!heard.outage && heard.credit_ms == 600, "{heard:?}");
    }

    #[test]
    fn before_the_outage_and_long_after_it_nothing_is_gained() {
        let heard = cut_off(188_000, 1_000, 188_700);
        assert_eq!(heard.effective_ms(), EPOCH + 8_000, "not before the hub was lost");
        let heard = cut_off(188_000, 20_000, 250_000);
        assert_eq!((heard.outage, heard.effective_ms()), (false, EPOCH + 250_000 - 600));
    }

    /// A phone that was lost from 8,000 to 12,000 and says that it answered at this time, after it told its time anew.
    fn lost_phone(pressed: Ms) -> (Page, Claim) {
        let mut page = measured(false, 100);
        page.evidence.reconnected();
        page.lost = Some(Outage { since: 8_000, until: 12_000 });
        sample(&mut page, 12_000, 100);
        let claim = page.claim(pressed + AHEAD);
        (page, claim)
    }

    #[test]
    fn an_answer_from_a_lost_page_stands_by_its_press_and_a_hand_does_not() {
        let (mut page, claim) = lost_phone(9_000);
        let answer = page.answered(Some(claim), at(12_300)).expect("it is measured");
        assert!(answer.outage && (answer.effective_ms() - EPOCH - 9_000).abs() <= 5, "{answer:?}");
        // The hand after it is where it was before answers were credited.
        let (mut page, claim) = lost_phone(9_000);
        let hand = page.pressed(Some(claim), at(12_300)).expect("it is measured");
        assert!(!hand.outage && hand.flagged && hand.effective_ms() == EPOCH + 12_300, "{hand:?}");
    }

    #[test]
    fn an_answer_is_not_credited_before_the_loss_nor_long_after_it_nor_without_one() {
        let (mut page, claim) = lost_phone(2_000);
        assert_eq!(page.answered(Some(claim), at(12_300)).expect("it is measured").effective_ms(), EPOCH + 8_000);
        let (mut page, claim) = lost_phone(9_000);
        assert!(!page.answered(Some(claim), at(80_000)).expect("it is measured").outage);
        let (mut page, claim) = lost_phone(12_250);
        let answer = page.answered(Some(claim), at(12_300)).expect("it is measured");
        assert!(!answer.outage && answer.credit_ms <= 450, "pressed after the return: {answer:?}");
        let mut page = measured(false, 100);
        let claim = page.claim(7_500 + AHEAD);
        let answer = page.answered(Some(claim), at(9_000)).expect("it is measured");
        assert!(!answer.outage && answer.effective_ms() == EPOCH + 9_000 - answer.credit_ms, "{answer:?}");
    }

    #[test]
    fn an_answer_moves_the_hands_of_its_page_no_more_than_it_did() {
        let hand_after = |answer: fn(&mut Page, Option<Claim>, Arrival) -> Option<Heard>| {
            let (mut page, claim) = lost_phone(9_000);
            answer(&mut page, Some(claim), at(12_300));
            let claim = page.claim(12_050 + AHEAD);
            page.pressed(Some(claim), at(12_310))
        };
        assert_eq!(hand_after(Page::answered), hand_after(Page::pressed));
    }

    #[test]
    fn an_outage_counts_five_minutes_back_at_most() {
        let heard = cut_off(900_000, 20_000, 900_700);
        assert_eq!(heard.effective_ms(), EPOCH + 900_700 - OUTAGE_CREDIT_MS, "{heard:?}");
    }

    #[test]
    fn a_press_waits_for_fresh_samples_when_the_old_ones_are_no_use() {
        let page = measured(false, 20);
        assert!(!page.wants_fresh(9_000 + AHEAD, 9_020));
        assert!(page.wants_fresh(100_000 + AHEAD, 100_020), "it may have slept");
        assert!(page.wants_fresh(20_000 + AHEAD, 10_000), "its clock jumped");
        assert!(!Page::new(false).wants_fresh(1, 2), "it never tells its time");
        let mut page = measured(true, 20);
        page.outage = Some(Outage { since: 8_000, until: 12_000 });
        assert!(page.wants_fresh(9_000 + AHEAD, 12_100));
        sample(&mut page, 12_010, 20);
        assert!(!page.wants_fresh(9_000 + AHEAD, 12_100));
    }

    #[test]
    fn a_faster_clock_scales_what_was_measured() {
        let mut page = measured(false, 200);
        let at = Arrival { real_ms: 9_200, meeting_ms: EPOCH, speed: 10.0 };
        let heard = page.pressed(Some(page.claim(9_000 + AHEAD)), at).expect("it is measured");
        assert!((heard.effective_ms() - EPOCH + 2_000).abs() <= 20, "{heard:?}");
        assert_eq!((heard.rtt_ms, heard.credit_ms), (4_000, 4_400));
    }

    #[test]
    fn whatever_a_page_claims_it_gains_its_credit_at_most() {
        for claim in [Ms::MIN, -1, 0, 5_000, 9_000 + AHEAD, 50_000 + AHEAD, Ms::MAX] {
            let mut page = measured(false, 200);
            let heard = page.pressed(Some(page.claim(claim)), at(9_200)).expect("it is measured");
            assert!(heard.effective_ms() >= EPOCH + 9_200 - 440, "{claim}: {heard:?}");
            assert!(heard.effective_ms() <= EPOCH + 9_200, "{claim}: {heard:?}");
        }
    }

    #[test]
    fn a_press_of_any_number_is_heard_within_the_hour() {
        for told in [Ms::MIN, -1, 0, Ms::MAX] {
            for pressed in [Ms::MIN, -1, 0, 1, Ms::MAX] {
                let mut page = Page::new(true);
                page.evidence.pinged([7; 8], 5_000);
                page.evidence.ponged(&[7; 8], 5_010);
                page.evidence.told(told, 5_010);
                let at = Arrival { real_ms: 5_020, meeting_ms: EPOCH, speed: 10_000.0 };
                let heard = page.pressed(Some(page.claim(pressed)), at).expect("a round trip is known");
                let back_ms = heard.arrived_ms - heard.lo_ms;
                assert!(back_ms <= BACK_MOST_MS * 10_000 && heard.lo_ms <= heard.hi_ms, "{told} {pressed}: {heard:?}");
                assert!(heard.effective_ms() <= heard.arrived_ms);
            }
        }
    }
}
