//! The TypeScript types of the pages are generated from these Rust types and committed; this test
//! fails when they are stale. `UPDATE=1 cargo test -p protocol --test typescript` writes them anew.

use std::{any::TypeId, collections::BTreeMap, collections::HashSet, fs, path::Path};

use protocol::{ClientFrame, ServerFrame, row::*, row_mirror::*, row_poll::*};
use ts_rs::{Config, TS, TypeVisitor};

struct Collect<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collect<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let text = format!("{docs}export {}\n", T::decl(self.config));
            self.declarations.insert(T::ident(self.config), text);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// Which row stands under which key; keys with numbers or names as template types.
const ROWS: &str = r"/** Which row stands under which key. */
export interface Rows {
  'meeting': MeetingRow;
  'settings': SettingsRow;
  'regions': Array<RegionRow>;
  'floor': FloorRow;
  'next': NextRow;
  'order': OrderRow;
  'why': Record<string, Why>;
  'share': ShareRow;
  'mirror': MirrorRow;
  'not_heard': NotHeardRow;
  'undo': UndoRow;
  'me': MeRow;
  'my/hand': MyHandRow;
  'live/presence': PresenceRow;
  'live/server': ServerRow;
  'live/reach': ReachRow;
  'live/expected': ExpectedRow;
  [key: `item/${number}`]: ItemRow;
  [key: `microphone/${string}`]: MicrophoneRow;
  [key: `hub/${number}`]: HubRow;
  [key: `line/${number}`]: HubLineRow;
  [key: `hand/${number}`]: HandRow;
  [key: `order/${string}`]: Array<HandId>;
  [key: `turn/${number}`]: TurnRow;
  [key: `note/${number}`]: NoteRow;
  [key: `set/${number}`]: PollSetRow;
  [key: `poll/${number}`]: PollRow;
  [key: `tally/${number}`]: TallyRow;
  [key: `sealed/${number}`]: SealedSetRow;
  [key: `conflicts/${number}`]: Array<ConflictRow>;
  [key: `statements/${number}`]: Array<StatementRow>;
  [key: `my/declaration/${number}`]: DeclarationRow;
  [key: `my/agreed/${number}`]: AgreedRow;
  [key: `desk/${number}`]: DeskRow;
  [key: `person/${number}`]: PersonRow;
  [key: `link/${number}`]: LinkRow;
  [key: `my/ballot/${number}`]: BallotRow;
  [key: `live/hub/${number}`]: LinkQualityRow;
}
";

#[test]
fn generated_types_are_fresh() {
    let config = Config::new().with_large_int("number");
    let mut all = Collect { config: &config, seen: HashSet::new(), declarations: BTreeMap::new() };
    all.visit::<ClientFrame>();
    all.visit::<ServerFrame>();
    macro_rules! rows { ($($row:ty),+ $(,)?) => { $(all.visit::<$row>();)+ } }
    rows![
        MeetingRow,
        SettingsRow,
        RegionRow,
        FloorRow,
        NextRow,
        OrderRow,
        Why,
        ShareRow,
        MirrorRow,
        NotHeardRow,
        UndoRow,
        MeRow,
        MyHandRow,
        PresenceRow,
        ServerRow,
        ReachRow,
        ExpectedRow,
        ItemRow,
        MicrophoneRow,
        HubRow,
        HubLineRow,
        HandRow,
        TurnRow,
        NoteRow,
        PollSetRow,
        PollRow,
        TallyRow,
        DeskRow,
        PersonRow,
        LinkRow,
        BallotRow,
        SealedSetRow,
        ConflictRow,
        StatementRow,
        DeclarationRow,
        LinkQualityRow,
    ];
    let mut text = String::from("// Generated from the crate `protocol`. Do not edit: change the Rust types.\n\n");
    for declaration in all.declarations.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str(ROWS);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/src/generated/protocol.ts");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("the path has a folder")).expect("the folder can be made");
        fs::write(&path, &text).expect("the file can be written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "stale: run `UPDATE=1 cargo test -p protocol --test typescript` and commit the result");
}
