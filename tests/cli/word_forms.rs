//! Words in all scripts and in all their forms: what a text holds is found, and marked whole.

use crate::testenv::TestEnv;

/// A folder with documents of these bodies, `0.txt` and on, indexed.
fn archive(bodies: &[&str]) -> TestEnv {
    let env = TestEnv::new();
    for (n, body) in bodies.iter().enumerate() {
        env.write(&format!("{n}.txt"), format!("Notes\n\n{body}\n"));
    }
    env.index();
    env
}

/// The numbers of the documents that a query finds.
fn found(env: &TestEnv, query: &str) -> String {
    let run = env.run(&["query", query, "-l", "--sort", "path", "--fold", "none"]);
    assert!(run.code < 2, "{query}: {}", run.err);
    run.listed().lines().map(|line| line.trim_end_matches(".txt")).collect::<Vec<_>>().join(" ")
}

/// The words that are marked in all that a query finds.
fn marked(env: &TestEnv, query: &str) -> Vec<String> {
    let lines = env.run(&["query", query, "--json", "--sort", "path", "--fold", "none"]).json();
    let mut words = Vec::new();
    for line in lines.iter().filter(|line| line["snippets"].is_array()) {
        let name = line["path"].as_str().expect("a path");
        let text = std::fs::read_to_string(env.path("docs").join(name)).expect("the file");
        let snippets = line["snippets"].as_array().into_iter().flatten();
        for hit in snippets.flat_map(|snippet| snippet["hits"].as_array().expect("hits")) {
            let at = |key: &str| hit[key].as_u64().expect("a number") as usize;
            words.push(text[at("byte_start")..at("byte_end")].to_owned());
        }
    }
    words
}

fn check(bodies: &[&str], cases: &[(&str, &str)]) -> TestEnv {
    let env = archive(bodies);
    for (query, expected) in cases {
        assert_eq!(found(&env, query), *expected, "{query}");
    }
    env
}

#[test]
fn words_with_apostrophes_are_found_by_their_parts_and_whole() {
    let env = check(
        &[
            "Le ministre de l'Économie visite le musée d’Orsay, dit-on, puisqu'il pleut, \
                qu'aujourd'hui l'avant-garde dort.",
            "Protests in Ankara'da ended; Mr. O'Dowd-Reyes sang rock'n'roll at Arnold's.",
            "They don't like the guild's plans, and we'll see. Odowd rocks and rolls.",
            "La biennale dell’arte. Об'єднання громад. In Hawaiʻi.",
        ],
        &[
            ("économie", "0"),
            ("leconomie", "0"),
            ("l'économie", "0"),
            ("l’Economie", "0"),
            ("aujourdhui", "0"),
            ("aujourd'hui", "0"),
            ("avantgarde", "0"),
            ("\"l'avant-garde dort\"", "0"),
            ("orsay", "0"),
            ("dorsay", "0"),
            ("il", "0"),
            ("\"musée d'orsay\"", "0"),
            ("\"de l'économie visite\"", "0"),
            ("exact:\"d'Orsay\"", "0"),
            ("exact:Économie", "0"),
            ("exact:économie", ""),
            ("ministre w/3 économie", "0"),
            ("ankara", "1"),
            ("ankara*", "1"),
            ("dowd", "1"),
            ("o'dowd", "1 2"),
            ("odowd", "1 2"),
            ("o'dowd-reyes", "1"),
            ("exact:O'Dowd", "1"),
            ("rock", "1 2"),
            ("\"rock'n'roll\"", "1"),
            ("\"rock n roll\"", "1"),
            ("arnold", "1"),
            ("/o'?dowd/", "1 2"),
            ("od?wd", "1 2"),
            ("odovd~1", "1 2"),
            ("don't", "2"),
            ("dont", "2"),
            ("don", ""),
            ("guild", "2"),
            ("ll", ""),
            ("arte", "3"),
            ("dell'arte", "3"),
            ("об’єднання", "3"),
            ("обєднання", "3"),
            ("hawaii", "3"),
            ("hawai'i", "3"),
        ],
    );
    for (query, expected) in [
        ("orsay", &["Orsay"][..]),
        ("d'orsay", &["d’Orsay"]),
        ("dorsay", &["d’Orsay"]),
        ("exact:\"d'Orsay\"", &["d", "Orsay"]),
        ("o'dowd", &["O'Dowd", "Odowd"]),
    ] {
        assert_eq!(marked(&env, query), expected, "{query}");
    }
}

#[test]
fn parts_of_running_text_are_found_in_their_order() {
    let env = check(
        &[
            "市议会周一宣布了新的供水计划，居民表示欢迎。",
            "市長は予算案を発表した。フェリーのｻｰﾋﾞｽは休止。",
            "부산시장이 새 예산을 발표했다. 시민들은 환영했다.",
            "รัฐบาลประกาศงบประมาณใหม่เมื่อวันจันทร์",
            "ລັດຖະບານປະກາດແຜນການໃໝ່",
            "រដ្ឋាភិបាលប្រកាសផែនការថ្មី",
            "အစိုးရကစီမံကိန်းသစ်ကြေညာသည်",
        ],
        &[
            ("供水", "0"),
            ("水供", ""),
            ("\"供水计划\"", "0"),
            ("予算", "1"),
            ("フェリー", "1"),
            ("サービス", "1"),
            ("リーフ", ""),
            ("예산", "2"),
            ("부산", "2"),
            ("시민", "2"),
            ("산예", ""),
            ("부산*", "2"),
            ("*시장", "2"),
            ("งบประมาณ", "3"),
            ("ประกาศ", "3"),
            ("มาณงบ", ""),
            ("ແຜນການ", "4"),
            ("ផែនការ", "5"),
            ("စီမံကိန်း", "6"),
            ("부산 w/5 예산", "2"),
            ("exact:예산", "2"),
            ("words:>15 市", "0 1"),
        ],
    );
    for (query, expected) in [
        ("供水计划", &["供水计划"][..]),
        ("예산", &["예산"]),
        ("サービス", &["ｻｰﾋﾞｽ"]),
        ("งบประมาณ", &["งบประมาณ"]),
        ("exact:예산", &["예산"]),
    ] {
        assert_eq!(marked(&env, query), expected, "{query}");
    }
}

#[test]
fn letters_of_all_scripts_fold() {
    check(
        &[
            "İzmir'de ılık bir gün; DİYARBAKIR ve Iğdır.",
            "Η κυβέρνηση και ο ΔΡΟΜΟΣ. Νόμος.",
            "Зелёный свет и новый мост. Їжа.",
            "أعلنت الحُكُومَة خطة المدرســة في مصر سنة ٢٠١٧.",
            "הַמֶּמְשָׁלָה הודיעה.",
            "ﬁnal oﬃce of the ﬂeet, ＦＵＬＬ width, Straße.",
            "नई नीति और नेता।",
            "می\u{200c}رود",
        ],
        &[
            ("izmir", "0"),
            ("ilik", "0"),
            ("diyarbakır", "0"),
            ("iğdir", "0"),
            ("κυβερνηση", "1"),
            ("δρόμος", "1"),
            ("δρομοσ", "1"),
            ("ΝΟΜΟΣ", "1"),
            ("зеленый", "2"),
            ("новыи", ""),
            ("їжа", "2"),
            ("الحكومه", "3"),
            ("مدرسة", ""),
            ("المدرسة", "3"),
            ("اعلنت", "3"),
            ("2017", "3"),
            ("ممשלה", ""),
            ("הממשלה", "4"),
            ("final office fleet full strasse", "5"),
            ("नीति", "6"),
            ("नोता", ""),
            ("میرود", "7"),
            ("رود", "7"),
        ],
    );
}

#[test]
fn forms_of_one_word_find_each_other() {
    let env = check(
        &[
            "Buses and gases; men, women and children; wolves; two crises.",
            "A bus, a man, a woman, a child, a wolf, a crisis.",
            "They ran and went; she had written it and found the firemen.",
            "The labour programme of the defence centre organised travel to the theatre.",
            "The labor program of the defense center organized travel to the theater.",
            "The party was founded by the organ player.",
        ],
        &[
            ("bus", "0 1"),
            ("buses", "0 1"),
            ("man", "0 1"),
            ("women", "0 1"),
            ("wolf", "0 1"),
            ("crises", "0 1"),
            ("child", "0 1"),
            ("run", "2"),
            ("running", "2"),
            ("go", "2"),
            ("writing", "2"),
            ("find", "2"),
            ("fireman", "2"),
            ("exact:man", "1"),
            ("exact:run", ""),
            ("labour", "3 4"),
            ("labors", "3 4"),
            ("defence", "3 4"),
            ("organised", "3 4"),
            ("organize", "3 4"),
            ("organ", "5"),
            ("programme", "3 4"),
            ("center", "3 4"),
            ("theatres", "3 4"),
            ("exact:labour", "3"),
            ("\"labor program\"", "3 4"),
        ],
    );
    assert_eq!(marked(&env, "labour"), ["labour", "labor"]);
    assert_eq!(marked(&env, "run"), ["ran"]);
}

#[test]
fn an_acronym_is_no_small_word() {
    let env = check(
        &[
            "The U.S. and the U.K. signed with N.A.T.O. envoys.",
            "The US signed, and so did NATO and the WHO.",
            "He told us nothing about it. Who knew?",
            "The US-Norway pact.",
        ],
        &[
            ("U.S.", "0 1 3"),
            ("US", "0 1 3"),
            ("us", "0 1 2 3"),
            ("exact:us", "2"),
            ("exact:US", "1 3"),
            ("NATO", "0 1"),
            ("nato", "0 1"),
            ("WHO signed", "1"),
            ("\"the US signed\"", "1"),
            ("\"told us\"", "2"),
            ("us*", "0 1 2 3"),
            ("/us/", "0 1 2 3"),
            ("U.S.-Norway", "3"),
            ("usnorway", "3"),
        ],
    );
    assert_eq!(marked(&env, "US"), ["U.S.", "US", "US"]);
}
