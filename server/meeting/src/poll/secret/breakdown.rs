//! What the breakdown of a secret result may show.
//!
//! A part is hidden if it has fewer than five ballots, or if all of its ballots are alike. Whatever is hidden must not come out
//! by subtracting what is shown from the totals, so the hidden parts are looked at together, as one rest: it must be of
//! two parts or more, have five ballots or more, not all alike; and if a part of it is known to be hidden for being of one
//! mind, the rest must leave open of which one. Until that holds, the smallest part that is still shown is hidden, too.

use std::collections::BTreeMap;

use crate::event::{SecretPart, SecretTotals};

/// A part with fewer ballots is hidden.
const LEAST: u32 = 5;

/// A part of the ballots; absent: of those of whom it is not stated.
type Of = Option<String>;

/// The parts, with the counts of those that may be shown.
pub(super) fn what_may_be_shown(parts: BTreeMap<Of, SecretTotals>) -> Vec<SecretPart> {
    let mut shown: Vec<bool> = parts.values().map(|part| ballots(part) >= LEAST && !are_alike(part)).collect();
    let all: Vec<&SecretTotals> = parts.values().collect();
    while !can_stay_hidden(&all, &shown) {
        let smallest = (0..all.len()).filter(|at| shown[*at]).min_by_key(|at| ballots(all[*at]));
        // Where nothing is shown any more, nothing can be subtracted.
        let Some(smallest) = smallest else { break };
        shown[smallest] = false;
    }
    parts
        .into_iter()
        .zip(shown)
        .map(|((of, part), shown)| SecretPart {
            of,
            ballots: ballots(&part),
            no_opinion: if shown { part.no_opinion } else { 0 },
            counts: shown.then_some(part.counts),
        })
        .collect()
}

fn can_stay_hidden(all: &[&SecretTotals], shown: &[bool]) -> bool {
    let hidden: Vec<&SecretTotals> =
        all.iter().zip(shown).filter(|(_, shown)| !**shown).map(|(part, _)| *part).collect();
    if hidden.is_empty() {
        return true;
    }
    let rest = together(&hidden);
    if hidden.len() < 2 || ballots(&rest) < LEAST || are_alike(&rest) {
        return false;
    }
    let of_one_mind = hidden.iter().filter(|part| ballots(part) >= LEAST && are_alike(part));
    of_one_mind.into_iter().all(|part| answers(&rest).filter(|count| *count >= ballots(part)).count() >= 2)
}

fn together(parts: &[&SecretTotals]) -> SecretTotals {
    let mut sum = SecretTotals::default();
    for part in parts {
        sum.ballots += part.ballots;
        sum.passed += part.passed;
        sum.no_opinion += part.no_opinion;
        sum.counts.resize(sum.counts.len().max(part.counts.len()), 0);
        sum.counts.iter_mut().zip(&part.counts).for_each(|(sum, count)| *sum += count);
    }
    sum
}

fn ballots(part: &SecretTotals) -> u32 {
    part.ballots + part.passed
}

/// Whether there is an answer that all gave.
fn are_alike(part: &SecretTotals) -> bool {
    answers(part).any(|count| count == ballots(part))
}

fn answers(part: &SecretTotals) -> impl Iterator<Item = u32> {
    part.counts.iter().copied().chain([part.no_opinion])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(counts: [u32; 2]) -> SecretTotals {
        SecretTotals { ballots: counts.iter().sum(), counts: counts.to_vec(), ..SecretTotals::default() }
    }

    fn shown(parts: &[(&str, [u32; 2])]) -> Vec<String> {
        let parts = parts.iter().map(|(of, counts)| (Some((*of).to_owned()), part(*counts))).collect();
        let told = what_may_be_shown(parts);
        told.into_iter().filter(|part| part.counts.is_some()).filter_map(|part| part.of).collect()
    }

    #[test]
    fn large_mixed_parts_are_shown() {
        assert_eq!(shown(&[("a", [5, 3]), ("b", [4, 1])]), ["a", "b"]);
    }

    #[test]
    fn a_small_part_takes_the_smallest_other_with_it() {
        assert_eq!(
            shown(&[("a", [2, 1]), ("b", [6, 6]), ("c", [5, 3])]),
            ["b"],
            "a alone would come out by subtracting"
        );
        assert_eq!(shown(&[("a", [2, 1]), ("b", [1, 1]), ("c", [5, 3])]), ["c"], "two small ones hide each other");
        assert_eq!(shown(&[("a", [1, 0]), ("b", [1, 1]), ("c", [5, 3]), ("d", [9, 9])]), ["d"], "three are too few");
        assert_eq!(shown(&[("a", [2, 0]), ("b", [3, 0]), ("c", [5, 3]), ("d", [9, 9])]), ["d"], "all alike together");
    }

    #[test]
    fn a_part_of_one_mind_is_not_read_out_of_the_rest() {
        // Hidden with the small one only, the rest of 7 and 1 would say that the six all chose the first.
        assert_eq!(shown(&[("a", [6, 0]), ("b", [1, 1]), ("c", [5, 3])]), Vec::<String>::new());
        // With c, the six may all have chosen either.
        assert_eq!(shown(&[("a", [6, 0]), ("b", [1, 1]), ("c", [3, 6]), ("d", [9, 9])]), ["d"]);
    }

    #[test]
    fn one_part_alone_hides_nothing_and_shows_nothing() {
        assert_eq!(shown(&[("a", [2, 1])]), Vec::<String>::new());
        assert_eq!(shown(&[("a", [9, 2])]), ["a"]);
        assert_eq!(shown(&[]), Vec::<String>::new());
    }

    #[test]
    fn nothing_comes_out_by_subtracting() {
        let mut seed = 1u64;
        let mut roll = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % most
        };
        for _ in 0..20_000 {
            let parts: BTreeMap<Of, SecretTotals> = (0..=roll(6))
                .map(|n| (Some(n.to_string()), part([roll(9) as u32, roll(4) as u32])))
                .filter(|(_, part)| part.ballots > 0)
                .collect();
            let told = what_may_be_shown(parts.clone());
            let hidden: Vec<_> = told.iter().filter(|p| p.counts.is_none()).map(|p| &parts[&p.of]).collect();
            assert!(told.iter().all(|p| p.counts.is_none() || (p.ballots >= LEAST && !are_alike(&parts[&p.of]))));
            if !hidden.is_empty() && hidden.len() < told.len() {
                let rest = together(&hidden);
                assert!(hidden.len() >= 2 && ballots(&rest) >= LEAST && !are_alike(&rest), "{told:?}");
            }
        }
    }
}
