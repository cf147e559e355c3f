//! Statistics against published and hand-made numbers.
#![allow(clippy::unwrap_used)]

use meeting::stats::{Agreement, across_groups, agreement, both_ends, consensus, dispersion, far_apart, l_squared};
use meeting::stats::{mean, modes, net, neutral, polarisation, quantile, stats};
use protocol::{Polarity, poll_command::Scale};

/// The example that all measures are checked on.
const V: [u32; 7] = [30, 40, 210, 130, 530, 50, 10];

fn scale(first: u32, points: u32, polarity: Polarity) -> Scale {
    Scale { first, points, polarity, labels: Vec::new(), no_opinion: false }
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-7, "{found} is {expected}");
}

#[test]
fn the_golden_vector() {
    near(agreement(&V), 0.611_333_333_3);
    near(Some(polarisation(agreement(&V).unwrap())), 0.194_333_333_3);
    near(consensus(&V).map(|c| (c * 1e7).round() / 1e7), 0.725_687_6);
    near(dispersion(&V).map(|d| (d * 1e3).round() / 1e3), 0.287);
    near(l_squared(&V).map(|l| (l * 1e3).round() / 1e3), 0.597);
    near(quantile(&V, 1, 2), 4.5 + (500.0 - 410.0) / 530.0);
    near(quantile(&V, 1, 4), 2.5 + (250.0 - 70.0) / 210.0);
    near(quantile(&V, 3, 4), 4.5 + (750.0 - 410.0) / 530.0);
    near(mean(&V), 4.28);
    near(net(&V), 0.59 - 0.28);
    near(neutral(&V), 0.13);
    assert_eq!(modes(&V), [5]);
    assert!(!both_ends(&V), "the highest two hold 6 %");
}

#[test]
fn agreement_at_its_ends() {
    near(agreement(&[0, 0, 7, 0, 0]), 1.0);
    near(agreement(&[5, 5, 5, 5, 5]), 0.0);
    near(agreement(&[5, 0, 0, 0, 5]), -1.0);
    near(agreement(&[0, 5, 5, 0, 0]), 0.75);
    near(agreement(&[8, 2]), 0.6);
    // A layer of two neighbours and one of a single point: 8/10 of 0.75 and 2/10 of 1.
    near(agreement(&[0, 6, 4, 0, 0]), 0.8 * 0.75 + 0.2);
    assert_eq!(format!("{:?}", agreement(&[3, 3, 3])), "Some(0.0)", "neither -0 nor just below 0");
}

#[test]
fn both_ends_heavy_is_wild_though_agreement_is_not_negative() {
    let found = stats(&scale(1, 5, Polarity::Unipolar), &[1, 0, 0, 2, 2]).unwrap();
    near(Some((found.agreement * 1e4).round() / 1e4), 0.1333);
    assert!(found.wild);
    assert_eq!((found.net, found.neutral), (None, None), "a unipolar scale has no middle");
}

#[test]
fn wild_needs_a_fifth_at_each_end() {
    assert!(both_ends(&[2, 0, 6, 0, 2]));
    assert!(both_ends(&[1, 1, 6, 1, 1]), "two fifths of five points are two points");
    assert!(!both_ends(&[1, 0, 7, 0, 2]));
    assert!(!both_ends(&[0, 5, 5]), "of three points one lies in the outer two fifths");
    assert!(both_ends(&[1, 4]), "of two points each is an end");
    assert!(both_ends(&[0, 0, 0, 2, 3, 3, 0, 2, 0, 0, 0]), "of eleven points four");
    assert!(!both_ends(&[0; 5]));
}

#[test]
fn medians_far_apart_are_two_points_of_five_scaled_for_others() {
    assert!(!far_apart(5, []));
    assert!(!far_apart(5, [2.0]));
    assert!(!far_apart(5, [2.0, 3.9]));
    assert!(far_apart(5, [2.0, 3.1, 4.0]));
    assert!(!far_apart(7, [2.0, 4.0]) && far_apart(7, [2.0, 5.0]));
    assert!(!far_apart(11, [0.0, 4.0]) && far_apart(11, [0.0, 5.0]));
}

#[test]
fn values_are_those_of_the_scale_whether_it_begins_with_0_or_1() {
    let counts = [2, 0, 0, 0, 4, 4];
    let from_0 = stats(&scale(0, 6, Polarity::Bipolar), &counts).unwrap();
    let from_1 = stats(&scale(1, 6, Polarity::Bipolar), &counts).unwrap();
    assert_eq!((from_0.modes.as_slice(), from_1.modes.as_slice()), (&[4, 5][..], &[5, 6][..]));
    near(Some(from_0.median), 3.5 + 3.0 / 4.0);
    near(Some(from_1.median), 4.5 + 3.0 / 4.0);
    near(Some(from_1.mean - from_0.mean), 1.0);
    near(from_0.net, 0.6);
    assert_eq!(from_0.neutral, None, "an even scale has no middle point");
    assert_eq!(from_0.agreement, from_1.agreement);
}

#[test]
fn quartiles_of_one_answer_lie_within_its_point() {
    let one = stats(&scale(1, 5, Polarity::Unipolar), &[0, 0, 1, 0, 0]).unwrap();
    assert_eq!((one.lower, one.median, one.upper), (2.75, 3.0, 3.25));
    assert_eq!((one.consensus, one.dispersion, one.l_squared), (1.0, 0.0, 1.0));
    // Half on each side of a gap: the least point that reaches the half.
    near(quantile(&[2, 0, 0, 0, 2], 1, 2), 1.5);
}

#[test]
fn no_answers_have_no_statistics() {
    assert_eq!(stats(&scale(1, 5, Polarity::Bipolar), &[0; 5]), None);
    assert_eq!(modes(&[0; 5]), [0; 0]);
    assert_eq!(across_groups(&[(0, 0)]), None);
}

#[test]
fn the_words_have_the_stated_cut_offs() {
    let words = [-0.01, 0.0, 0.2499, 0.25, 0.4999, 0.5, 0.7499, 0.75, 0.8999, 0.9, 1.0].map(Agreement::of);
    use Agreement::*;
    assert_eq!(words, [Divided, None, None, Some, Some, Fair, Fair, Strong, Strong, NearUnanimity, NearUnanimity]);
    assert_eq!(Agreement::of(0.6).words(), "fair agreement");
}

#[test]
fn a_divided_group_does_not_hide_in_a_pooled_percentage() {
    let (product, least) = across_groups(&[(90, 100), (1, 10), (0, 0)]).unwrap();
    near(Option::Some(product), 91.0 / 102.0 * (2.0 / 12.0) * 0.5);
    near(Option::Some(least), 0.1);
}

#[test]
fn all_measures_keep_within_their_bounds_on_every_small_distribution() {
    for points in 2..=5_u32 {
        for code in 1..4_u32.pow(points) {
            let counts: Vec<u32> = (0..points).map(|i| code / 4_u32.pow(i) % 4).collect();
            let mut turned = counts.clone();
            turned.reverse();
            let (s, t) =
                (scale(1, points, Polarity::Bipolar), |c: &[u32]| stats(&scale(1, points, Polarity::Bipolar), c));
            let (found, mirror) = (stats(&s, &counts).unwrap(), t(&turned).unwrap());
            assert!((-1.0..=1.0).contains(&found.agreement), "{counts:?}");
            for share in [found.polarisation, found.consensus, found.dispersion, found.l_squared] {
                assert!((-1e-9..=1.0 + 1e-9).contains(&share), "{counts:?}");
            }
            assert!(found.lower <= found.median && found.median <= found.upper, "{counts:?}");
            assert!((0.5..=f64::from(points) + 0.5).contains(&found.median), "{counts:?}");
            assert!((found.agreement - mirror.agreement).abs() < 1e-9, "{counts:?}");
            assert!((found.consensus - mirror.consensus).abs() < 1e-9, "{counts:?}");
            assert_eq!(
                (found.wild, found.net.map(|n| n + 0.0)),
                (mirror.wild, mirror.net.map(|n| 0.0 - n)),
                "{counts:?}"
            );
        }
    }
}
