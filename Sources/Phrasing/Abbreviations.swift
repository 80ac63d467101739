/// Words whose full stop is part of the word, lower case and without that stop.
///
/// English, and the most common ones of German, French, Spanish and a few more. One class per kind of doubt; a word
/// that is also an ordinary one ("no", "sun", "art") stands in a class that lets it end a sentence.
enum Abbreviations {
    /// Always go on: what they shorten stands before something.
    static let leading: Set<String> = words(
        // titles
        """
        dr mr mrs ms mx prof hon supt rev fr messrs mlle mme mgr gen col maj capt cpt cmdr lt sgt cpl pvt adm gov sen
        rep pres amb insp det asst atty sr sra srta dra dña d.ª hr herr hrn frl dipl ing mag univ-prof
        """,
        // little words
        """
        e.g eg i.e ie cf ca vs viz resp approx incl excl esp aka a.k.a nb n.b op cit loc ibid
        z.b d.h u.a i.d.r s.o s.u v.a o.ä bzw ggf vgl evtl inkl exkl zzgl ca sog bspw
        c.-à-d p.ex ex env p.ej ej aprox т.е т.к т.н им ул г
        """
    )

    /// May stand at the end: they do when the next word is one that begins sentences.
    static let doubtful: Set<String> = words(
        """
        st mt ft jr sr inc ltd co corp llc plc bros dept univ assn ave blvd rd hwy apt bldg est max min
        u.s u.k u.n e.u u.s.a d.c ph.d m.d b.a m.a a.m p.m b.c a.d al intl natl misc temp tel ext
        gmbh ag str mio mrd tsd jh bd hrsg geb gest n.chr v.chr ee.uu s.a av bvd cie uds ud vd
        """
    )

    /// As `doubtful`, but ordinary words unless they begin with a capital.
    static let doubtfulNames: Set<String> = words(
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    )

    /// Go on only when a number follows.
    static let beforeNumber: Set<String> = words(
        "no nos nr nrn fig figs vol vols sec secs ch chap art arts eq eqs pp p pt par núm num n.º kap abb tab s abs ziff"
    )

    /// Usually end a list and often a sentence: the next letter's case tells.
    static let trailing: Set<String> = words("etc usw etcétera u.s.w и.т.д т.д т.п ff m.m")

    /// Names written with an exclamation or question mark.
    static let brands: Set<String> = words("yahoo jeopardy yum e")

    /// Words that begin a sentence and are seldom the second part of a name: the proof after a doubtful stop.
    static let starters: Set<String> = words(
        """
        the this that these those it it's its he he's she she's we we're we'll we've they they're you you're you'll i i'm
        i'll i've i'd there there's here here's then but and so however because if when while what what's who who's
        why how where in on at for from after before my your his her our their let's let please yes no not do does
        don't did is are was were can could would should also although though since as by to now next finally some
        many most all each every both once today tomorrow yesterday meanwhile instead perhaps maybe
        der die das es er sie wir ich ihr ein eine einen aber und dann wenn dies diese dieser im am auch doch
        le la les il elle nous vous je un une ce cette ces mais et puis dans
        el los las ella ellos nosotros yo pero y si este esta una después
        """
    )

    /// Words before a single capital that is a label ("the answer is A. Then …") and not an initial.
    static let labels: Set<String> = words(
        "is was are be option answer plan vitamin grade class type section part point letter choice group team variant"
    )

    /// German words before an ordinal number: "am 3. Oktober".
    static let beforeOrdinal: Set<String> = words("am der den dem des vom zum beim im bis ab die das jeden jedem seit")

    private static func words(_ lists: String...) -> Set<String> {
        Set(lists.joined(separator: " ").split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
