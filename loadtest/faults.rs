// Deliberate faults in the rule of the queue: a file of `server/meeting/src/rule`, what goes wrong, the text that must occur
// exactly once there, and what stands there instead: both are one expression, or both are statements (they end with a
// semicolon). Included by `build.rs`, which makes the mutants.

/// A fault.
pub struct Fault {
    /// The file.
    pub file: &'static str,
    /// What goes wrong, in words.
    pub name: &'static str,
    /// The text there.
    pub needle: &'static str,
    /// The fault.
    pub instead: &'static str,
}

const fn fault(file: &'static str, name: &'static str, needle: &'static str, instead: &'static str) -> Fault {
    Fault { file, name, needle, instead }
}

/// All of them.
pub const FAULTS: &[Fault] = &[
    fault(
        "charge",
        "weights are ignored",
        "CALL / u64::from(weight)",
        "CALL",
    ),
    fault(
        "charge",
        "who comes back after silence has saved up calls",
        "lane.due.max(rotation.clock)",
        "lane.due",
    ),
    fault(
        "charge",
        "calls before the line move the rotation",
        "rotation.calls += 1;",
        "rotation.calls += 1;\n    rotation.last = Some(hand.mic.clone());",
    ),
    fault(
        "charge",
        "calls before the line are not charged",
        "rotation.calls += 1;",
        "if !rotates {\n        return;\n    }\n    rotation.calls += 1;",
    ),
    fault(
        "charge",
        "speaking time saved up in silence counts",
        "rotation.time_clock_ms = rotation.time_clock_ms.max(lane.had_ms / i64::from(weight));",
        ";",
    ),
    fault(
        "charge",
        "the sides do not take turns",
        "lane.last_remote = Some(hand.place.is_remote());",
        "lane.last_remote = None;",
    ),
    fault(
        "charge",
        "regions do not rotate",
        "lane.regions.insert(region(hand), calls);",
        ";",
    ),
    fault(
        "charge",
        "hubs do not rotate",
        "lane.hubs.insert(hub(hand), calls);",
        ";",
    ),
    fault(
        "charge",
        "a round never moves on",
        "rotation.slot = slot_served(m, rotation.slot, hand);",
        ";",
    ),
    fault(
        "charge",
        "a round has one remote slot",
        "slots.insert(half, None);",
        ";",
    ),
    fault(
        "charge",
        "newcomers of other lines count against the cap",
        "a.mic == b.mic && same_side && same_hub",
        "a.mic == b.mic",
    ),
    fault(
        "pick",
        "the cap on newcomers is one too high",
        "e.overtaken >= m.settings.newcomer_cap",
        "e.overtaken > m.settings.newcomer_cap",
    ),
    fault(
        "pick",
        "newcomers do not go first",
        "!m.settings.newcomers_first || first.newcomer",
        "true",
    ),
    fault(
        "pick",
        "newcomers go first though the organiser turned it off",
        "!m.settings.newcomers_first || first.newcomer",
        "first.newcomer",
    ),
    fault(
        "pick",
        "overtaking is not counted",
        "e.overtaken += 1;",
        ";",
    ),
    fault(
        "pick",
        "who was passed over is called at once",
        "e.hand.not_before_call <= self.rotation.calls",
        "e.hand.not_before_call <= self.rotation.calls + 1",
    ),
    fault(
        "pick",
        "who is not ready is not passed over",
        "!e.hand.unready",
        "true",
    ),
    fault(
        "pick",
        "ties go to the first microphone, not to the next",
        "at + 1",
        "0 * at",
    ),
    fault(
        "pick",
        "the side that spoke last speaks again",
        "!last_remote",
        "last_remote",
    ),
    fault(
        "pick",
        "the remote side is due only when nobody waits in the room",
        "if remote_is_due { rotate_remote(&had, remote, reasons) } else { room }",
        "if room.is_empty() { rotate_remote(&had, remote, reasons) } else { room }",
    ),
    fault(
        "pick",
        "of regions that are equally due the last to raise goes first",
        "e.rank",
        "usize::MAX - e.rank",
    ),
    fault(
        "pick",
        "points of order go by the moment of raising",
        "(e.hand.admitted_ms, e.id)",
        "(None, HandId(e.rank as u32))",
    ),
    fault(
        "pick",
        "replies are not limited",
        "self.replies.get(root).copied().unwrap_or(0) < m.settings.replies",
        "true",
    ),
    fault(
        "pick",
        "an exchange of replies never ends",
        "self.anchors.clear();",
        ";",
    ),
    fault(
        "pick",
        "held microphones are called",
        "m.microphones.get(&e.hand.mic).is_some_and(|mic| mic.held)",
        "false",
    ),
    fault(
        "pick",
        "a pin is not heeded",
        "return able.into_iter().filter(|e| e.hand.mic == *pinned).collect();",
        "return able;",
    ),
    fault(
        "pick",
        "budgets end one turn late",
        "self.rotation.lane(mic).item_ms >= budget",
        "self.rotation.lane(mic).item_ms > budget",
    ),
    fault(
        "pick",
        "speaking time is not divided by the weight",
        "lane.had_ms / i64::from(weight)",
        "lane.had_ms",
    ),
    fault(
        "provisional",
        "the moment of arrival decides",
        "hands.sort_by_key(|id| (m.hands[id].raised_ms, *id));",
        "hands.sort_by_key(|id| (m.hands[id].arrived_ms, *id));",
    ),
    fault(
        "provisional",
        "there is no opening batch",
        "m.settings.batch_ms > 0",
        "false",
    ),
    fault(
        "provisional",
        "equals are equal for too long",
        "limits::GROUP_MS",
        "10 * limits::GROUP_MS",
    ),
    fault(
        "provisional",
        "turns had do not count among equals",
        "(turns, rotation_key(m, &m.rotation, hand), hand.tie.clone(), *id)",
        "(0 * turns, rotation_key(m, &m.rotation, hand), hand.tie.clone(), *id)",
    ),
    fault(
        "provisional",
        "the rotation does not count among equals",
        "(turns, rotation_key(m, &m.rotation, hand), hand.tie.clone(), *id)",
        "(turns, rotation_key(m, &Rotation::default(), hand), hand.tie.clone(), *id)",
    ),
    fault(
        "provisional",
        "there is no draw",
        "(turns, rotation_key(m, &m.rotation, hand), hand.tie.clone(), *id)",
        "(turns, rotation_key(m, &m.rotation, hand), String::new(), *id)",
    ),
    fault(
        "provisional",
        "what one link raised is torn apart",
        "*place = next;",
        "let _ = (&place, &next);",
    ),
];
