//! What the breakdown of a secret result may show.
//!
//! Which parts are hidden depends on how many ballots each has, and these numbers are told anyway: a part that was hidden for
//! what is in it would tell just that to whoever tries out all contents. A part with fewer than five ballots is hidden. Whatever
//! is hidden must not come out by subtracting what is shown from the totals, so it has to be two parts or more with five
//! ballots or more: until that holds, the smallest part that is still shown is hidden, too. If then a part that would be shown is
//! of one mind, or all hidden ones together are, nothing of any part is told but its number of ballots.

use std::collections::BTreeMap;

use crate::event::{SecretPart, SecretTotals};

/// A part with fewer ballots is hidden, and so are all if what is hidden has fewer.
const LEAST: u32 = 5;

/// A part of the ballots; absent: of those of whom it is not stated.
type Of = Option<String>;

/// The parts, with the counts of those that may be shown.
pub(super) fn what_may_be_shown(parts: BTreeMap<Of, SecretTotals>) -> Vec<SecretPart> {
    let all: Vec<&SecretTotals> = parts.values().collect();
    let sizes: Vec<u32> = all.iter().map(|part| ballots(part)).collect();
    let mut shown = by_size(&sizes);
    if tells(&all, &shown) {
        shown.fill(false);
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

/// Which parts may be shown as far as their sizes go; of equal ones the first is hidden first.
fn by_size(sizes: &[u32]) -> Vec<bool> {
    let mut shown: Vec<bool> = sizes.iter().map(|size| *size >= LEAST).collect();
    loop {
        let hidden: Vec<u32> = sizes.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(size, _)| *size).collect();
        if hidden.is_empty() || hidden.len() >= 2 && hidden.iter().sum::<u32>() >= LEAST {
            return shown;
        }
        let smallest = (0..sizes.len()).filter(|at| shown[*at]).min_by_key(|at| sizes[*at]);
        // Where nothing is shown any more, nothing can be subtracted.
        let Some(smallest) = smallest else { return shown };
        shown[smallest] = false;
    }
}

/// Whether a part that would be shown is of one mind, or the rest that comes out by subtracting.
fn tells(all: &[&SecretTotals], shown: &[bool]) -> bool {
    let (open, rest): (Vec<_>, Vec<_>) = all.iter().copied().zip(shown).partition(|(_, shown)| **shown);
    let rest: Vec<&SecretTotals> = rest.into_iter().map(|(part, _)| part).collect();
    open.iter().any(|(part, _)| are_alike(part)) || !rest.is_empty() && are_alike(&together(&rest))
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
    part.counts.iter().copied().chain([part.no_opinion]).any(|count| count == ballots(part))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NONE: [usize; 0] = [];

    fn part(counts: [u32; 2]) -> SecretTotals {
        SecretTotals { ballots: counts.iter().sum(), counts: counts.to_vec(), ..SecretTotals::default() }
    }

    fn told(parts: &[[u32; 2]]) -> Vec<SecretPart> {
        let named = (0..).zip(parts).map(|(n, counts): (u32, _)| (Some(n.to_string()), part(*counts)));
        what_may_be_shown(named.collect())
    }

    /// Which are shown, by their place.
    fn shown(parts: &[[u32; 2]]) -> Vec<usize> {
        let told = told(parts);
        (0..parts.len()).filter(|at| told[*at].counts.is_some()).collect()
    }

    #[test]
    fn large_mixed_parts_are_shown() {
        assert_eq!(shown(&[[5, 3], [4, 1]]), [0, 1]);
        assert_eq!(shown(&[[9, 2]]), [0]);
        assert_eq!(shown(&[[2, 1]]), NONE);
        assert_eq!(shown(&[]), NONE);
    }

    #[test]
    fn a_small_part_takes_the_smallest_other_with_it() {
        assert_eq!(shown(&[[2, 1], [6, 6], [5, 3]]), [1], "a small one alone would come out by subtracting");
        assert_eq!(shown(&[[2, 1], [1, 1], [5, 3]]), [2], "two small ones hide each other");
        assert_eq!(shown(&[[1, 0], [1, 1], [5, 3], [9, 9]]), [3], "three are too few");
        assert_eq!(shown(&[[2, 1], [3, 3], [3, 3], [9, 9]]), [2, 3], "of equal ones the first");
    }

    #[test]
    fn a_part_of_one_mind_hides_all_or_nothing() {
        assert_eq!(shown(&[[6, 0], [3, 5], [9, 9]]), NONE, "which one it was is not told");
        assert_eq!(shown(&[[2, 0], [3, 0], [5, 3], [9, 9]]), NONE, "together they would come out");
        assert_eq!(shown(&[[6, 0], [1, 1], [9, 9]]), [2], "hidden for its size, whatever is in it");
    }

    /// All ways in which parts of these sizes could have answered.
    fn splits(sizes: &[u32]) -> Vec<Vec<[u32; 2]>> {
        sizes.iter().fold(vec![Vec::new()], |before, size| {
            let with = |split: &Vec<[u32; 2]>, first| [split.as_slice(), &[[first, size - first]]].concat();
            before.iter().flat_map(|split| (0..=*size).map(move |first| with(split, first))).collect()
        })
    }

    /// All sizes of one to four parts, each of one to nine ballots, with at most 14 together.
    fn all_sizes() -> Vec<Vec<u32>> {
        let mut found: Vec<Vec<u32>> = vec![Vec::new()];
        let mut last = found.clone();
        for _ in 0..4 {
            let longer = |of: &Vec<u32>| (1..=9).map(|n| [of.as_slice(), &[n]].concat()).collect::<Vec<_>>();
            last = last.iter().flat_map(longer).filter(|of| of.iter().sum::<u32>() <= 14).collect();
            found.extend(last.clone());
        }
        found
    }

    #[test]
    fn whoever_tries_out_all_contents_finds_no_hidden_one() {
        for sizes in all_sizes() {
            // What is published, and for each hidden part all contents by which that comes out.
            let mut outcomes: BTreeMap<String, (usize, Vec<BTreeSet<u32>>)> = BTreeMap::new();
            for split in splits(&sizes) {
                let (told, total) = (told(&split), split.iter().map(|part| part[0]).sum::<u32>());
                let open = told.iter().filter(|part| part.counts.is_some()).count();
                let published = format!("{total} {}", serde_json::to_string(&told).expect("it is plain"));
                let (_, contents) = outcomes.entry(published).or_insert((open, vec![BTreeSet::new(); sizes.len()]));
                contents.iter_mut().zip(&split).for_each(|(of, part)| _ = of.insert(part[0]));
            }
            for (published, (open, contents)) in outcomes.into_iter().filter(|(_, (open, _))| *open > 0) {
                let told: Vec<usize> = (0..sizes.len()).filter(|at| contents[*at].len() == 1).collect();
                assert_eq!(told.len(), open, "{sizes:?}: {told:?} are known of {published}");
            }
        }
    }

    #[test]
    fn where_all_are_hidden_only_a_total_of_one_mind_tells() {
        for sizes in all_sizes().into_iter().filter(|sizes| sizes.len() > 1) {
            let mut contents: BTreeMap<u32, Vec<BTreeSet<u32>>> = BTreeMap::new();
            for split in splits(&sizes).iter().filter(|split| shown(split).is_empty()) {
                let of = contents.entry(split.iter().map(|part| part[0]).sum()).or_default();
                of.resize(sizes.len(), BTreeSet::new());
                of.iter_mut().zip(split).for_each(|(of, part)| _ = of.insert(part[0]));
            }
            let all = sizes.iter().sum::<u32>();
            for (total, contents) in contents.into_iter().filter(|(total, _)| *total > 0 && *total < all) {
                assert!(contents.iter().all(|of| of.len() > 1), "{sizes:?} with {total}: {contents:?}");
            }
        }
    }
}
