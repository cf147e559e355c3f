//! Invented people and delegations, in many scripts and shapes of name, for the simulated plenary.
//!
//! Given and family names are common ones, combined by chance; no person is meant. Delegations do not exist.

use super::dice::Dice;

/// Names that go together: their language, whether the family name comes first, what stands between the parts, and the
/// parts themselves, each with how to say it where it is not in Latin letters.
struct Pool {
    language: &'static str,
    family_first: bool,
    between: &'static str,
    given: &'static str,
    family: &'static str,
}

/// An invented name.
pub struct Name {
    /// As written.
    pub name: String,
    /// In Latin letters, where it is written otherwise.
    pub say: Option<String>,
    /// BCP 47 tag of the language that the person speaks.
    pub language: &'static str,
}

const POOLS: [Pool; 13] = [
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "Wanjiru, Kwame, Thandiwe, Chukwuemeka, Amina, Ngozi, Tendai, Abena, Sipho",
        family: "Achieng, Mensah, Nkosi, Okonkwo-Eze, Juma, Adeyemi, Moyo, Owusu, Dlamini",
    },
    Pool {
        language: "ar",
        family_first: false,
        between: " ",
        given: "يوسف=Yusuf, ليلى=Layla, عمر=Umar, سلمى=Salma, خالد=Khalid, نور=Nur, طارق=Tariq, هدى=Huda, زينب=Zaynab",
        family: "التميمي=at-Tamimi, بن عيسى=bin Isa, الحداد=al-Haddad, المنصوري=al-Mansuri, بوعزة=Bouazza, العلوي=al-Alawi, درويش=Darwish, الزهراني=az-Zahrani, خوري=Khuri",
    },
    Pool {
        language: "zh",
        family_first: true,
        between: "",
        given: "晓岚=Xiaolan, 伟=Wei, 思远=Siyuan, 佳怡=Jiayi, 志强=Zhiqiang, 雨桐=Yutong, 明=Ming, 雅文=Yawen, 浩然=Haoran",
        family: "林=Lin, 陈=Chen, 欧阳=Ouyang, 王=Wang, 周=Zhou, 黄=Huang, 司马=Sima, 许=Xu, 郑=Zheng",
    },
    Pool {
        language: "es",
        family_first: false,
        between: " ",
        given: "María Fernanda, Joaquín, Itzel, Andrés, Lucía, Benjamín, Ximena, Óscar, Nayeli",
        family: "Gutiérrez Ibáñez, Quispe Mamani, Núñez, de la Fuente, Rojas Peña, Echeverría, Cárdenas, Villaseñor, Huamán",
    },
    Pool {
        language: "pt",
        family_first: false,
        between: " ",
        given: "João, Conceição, Thiago, Luíza, Caetano, Iara, Antônio, Beatriz, Ubirajara",
        family: "da Silva, Guimarães, dos Santos, Magalhães, Queiroz, de Araújo, Tavares, Brandão, Falcão",
    },
    Pool {
        language: "ru",
        family_first: false,
        between: " ",
        given: "Анна=Anna, Дмитрий=Dmitriy, Ольга=Olga, Руслан=Ruslan, Айгуль=Aygul, Тимур=Timur, Светлана=Svetlana, Алишер=Alisher, Галина=Galina",
        family: "Ким=Kim, Шевченко=Shevchenko, Абенов=Abenov, Мельник=Melnik, Ткач=Tkach, Ли=Li, Сидоренко=Sidorenko, Коваль=Koval, Юн=Yun",
    },
    Pool {
        language: "fr",
        family_first: false,
        between: " ",
        given: "Aïssatou, Jean-Baptiste, Maëlle, Koffi, Éloïse, Mamadou, Françoise, Thérèse, N’Golo",
        family: "Diallo, Lefèvre, Ouédraogo, d’Almeida, Traoré, Béranger, Kouassi, Nguema, Le Goff",
    },
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "प्रिया=Priya, अर्जुन=Arjun, मीनाक्षी=Meenakshi, विक्रम=Vikram, लक्ष्मी=Lakshmi, राहुल=Rahul, सुनीता=Sunita, हरि=Hari, अनन्या=Ananya",
        family: "शर्मा=Sharma, नायर=Nair, गुरुङ=Gurung, चौधरी=Chaudhari, अय्यर=Iyer, थापा=Thapa, देशपांडे=Deshpande, राव=Rao, मिश्र=Mishra",
    },
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "Sigríður, Łukasz, Zoë, Jürgen, Siobhán, Dağhan, Nikoleta, Åse, Vojtěch",
        family: "van der Meer, Jónsdóttir, Wiśniewska, O’Driscoll, Öztürk, Papadimitriou, Müller-Lüdenscheidt, Dvořák, Ó Súilleabháin",
    },
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "สมชาย=Somchai, กนกวรรณ=Kanokwan, ปรีชา=Pricha, ศิริพร=Siriphon, ธนพล=Thanaphon, มาลี=Mali, อนันต์=Anan, พิมพ์ใจ=Phimchai, วิชัย=Wichai",
        family: "วงศ์สวัสดิ์=Wongsawat, ใจดี=Chaidi, รัตนะ=Rattana, บุญมี=Bunmi, ทองสุข=Thongsuk, ศรีสุข=Sisuk, แก้วมณี=Kaeomani, พรหม=Phrom, จันทร์=Chan",
    },
    Pool {
        language: "en",
        family_first: true,
        between: "",
        given: "서연=Seoyeon, 민준=Minjun, 지우=Jiu, 도윤=Doyun, 하은=Haeun, 현우=Hyeonu, 수빈=Subin, 예린=Yerin, 건=Geon",
        family: "김=Gim, 이=I, 박=Bak, 최=Choe, 남궁=Namgung, 정=Jeong, 윤=Yun, 한=Han, 제갈=Jegal",
    },
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "ሰላም=Selam, ዳዊት=Dawit, ሐና=Hana, ተስፋዬ=Tesfaye, ማርታ=Marta, ዮናስ=Yonas, ሊያ=Liya, ኃይሌ=Haile, አበባ=Abeba",
        family: "ታደሰ=Tadesse, ገብረ=Gebre, አለሙ=Alemu, ከበደ=Kebede, መኮንን=Mekonnen, ወልዴ=Wolde, ደስታ=Desta, በቀለ=Bekele, ግርማ=Girma",
    },
    Pool {
        language: "en",
        family_first: false,
        between: " ",
        given: "ნინო=Nino, გიორგი=Giorgi, თამარ=Tamar, ლევან=Levan, მაია=Maia, ზურაბ=Zurab, ეკა=Eka, დავით=Davit, სალომე=Salome",
        family: "ბერიძე=Beridze, კაპანაძე=Kapanadze, გელაშვილი=Gelashvili, მაისურაძე=Maisuradze, ლომიძე=Lomidze, ჩხეიძე=Chkheidze, დოლიძე=Dolidze, წიკლაური=Tsiklauri, ხარაძე=Kharadze",
    },
];

/// Every name there is, each once, in an order of chance.
pub fn names(dice: &mut Dice) -> Vec<Name> {
    // Names of one word come too: many people have only one.
    let single = [("Sukarti", "id"), ("Wulandari", "id"), ("Tenzin", "en"), ("Thiha", "en"), ("Suharto-Putra", "id")];
    let mut names: Vec<Name> =
        single.map(|(name, language)| Name { name: name.to_owned(), say: None, language }).into();
    for pool in &POOLS {
        for given in parts(pool.given) {
            for family in parts(pool.family) {
                let (first, last) = if pool.family_first { (family, given) } else { (given, family) };
                let name = format!("{}{}{}", first.0, pool.between, last.0);
                let say = (first.0 != first.1).then(|| format!("{} {}", first.1, last.1));
                names.push(Name { name, say, language: pool.language });
            }
        }
    }
    dice.shuffle(&mut names);
    names
}

/// Each part of a name and how to say it.
fn parts(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split(", ").map(|part| part.split_once('=').unwrap_or((part, part)))
}

/// A delegation or organisation that does not exist, for a microphone of the plenary.
pub fn delegation(group: &str, dice: &mut Dice) -> String {
    const COUNTRIES: [&str; 12] = [
        "Veluria",
        "Ostania",
        "Maruvia",
        "Kesh",
        "San Telmo Islands",
        "Lirania",
        "Tarquay",
        "Belmora",
        "Nhalia",
        "Upper Soro",
        "Candahee",
        "Qarsia",
    ];
    const PLACES: [&str; 12] = [
        "Harbour", "Highland", "Delta", "Southern", "Coastal", "Savanna", "Island", "Andean", "Lakeside", "Steppe",
        "Monsoon", "Northern",
    ];
    const SECTORS: [&str; 3] = ["Cable Cooperative", "Data Centres", "Mobile Operators' Association"];
    const SOCIETIES: [&str; 3] = ["Digital Rights Network", "Users' Forum", "Community Radio Union"];
    const SCHOOLS: [&str; 3] = ["Institute of Technology", "Network Operators' Group", "Domain Registry"];
    let name = match group {
        "government" => format!("Government of {}", dice.one(&COUNTRIES)),
        "private-sector" => format!("{} {}", dice.one(&PLACES), dice.one(&SECTORS)),
        "civil-society" => format!("{} {}", dice.one(&PLACES), dice.one(&SOCIETIES)),
        _ => format!("{} {}", dice.one(&PLACES), dice.one(&SCHOOLS)),
    };
    format!("{name} (simulated)")
}
