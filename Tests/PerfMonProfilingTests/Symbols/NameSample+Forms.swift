extension NameSample {
    /// What one program with many forms of declarations holds, in debug and release.
    static let forms: [Self] = [
        Self("$s4main14UserRepositoryV4load2idSSSi_tYaKFTQ0_", "UserRepository.load(id:)", "main"),
        Self(
            "$s4main14UserRepositoryV3all3ids5limit5orderSaySSGSaySiG_SiSbSi_SitXEtYaKFTQ1_",
            "UserRepository.all(ids:limit:order:)",
            "main"
        ),
        Self(
            "$s4main14UserRepositoryV3all3ids5limit5orderSaySSGSaySiG_SiSbSi_SitXEtYaKFAHScgySSs5Error_pGzYaKXEfU_SSyYaKcfU_",
            "closure #1 in closure #1 in UserRepository.all(ids:limit:order:)",
            "main"
        ),
        Self(
            "$s4main14UserRepositoryV3all3ids5limit5orderSaySSGSaySiG_SiSbSi_SitXEtYaKFfA0_",
            "default argument 1 of UserRepository.all(ids:limit:order:)",
            "main"
        ),
        Self(
            "$s4main14UserRepositoryV3all3ids5limit5orderSaySSGSaySiG_SiSbSi_SitXEtYaKFfA1_SbSi_SitcfU_",
            "closure #1 in default argument 2 of UserRepository.all(ids:limit:order:)",
            "main"
        ),
        Self("$s4main14UserRepositoryV3twoSiyYaKFSSyYaYbKcfu_TQ0_", "implicit closure #1 in UserRepository.two()", "main"),
        Self(
            "$s4main14UserRepositoryV3twoSiyYaKFSiyYaYbcfu1_SiyYaXEfU_TQ0_",
            "closure #1 in implicit closure #3 in UserRepository.two()",
            "main"
        ),
        Self("$s4main14UserRepositoryVySSSgSicig", "UserRepository.subscript(_:)", "main"),
        Self("$s4main7WatchedC5valueSivW", "Watched.value.didSet", "main"),
        Self("$s4main7WatchedC5valueSivw", "Watched.value.willSet", "main"),
        Self("$s4main7WatchedC6cachedSaySSGvg", "Watched.cached", "main"),
        Self("$s4main7WatchedC6cachedSaySSGvgAEyXEfU_", "closure #1 in Watched.cached", "main"),
        Self("$s4main5ModelC5_name33_E953ACDC8A0215D07DD3AE83E926D700LLSSvW", "Model._name.didSet", "main"),
        Self("$s4main5ModelC4nameSSvi", "Model.name.init", "main"),
        Self("$s4main5ModelC4nameSSvsyyXEfU_", "closure #1 in Model.name.setter", "main"),
        Self("$s4main5CacheV3get_2orq_x_q_yKXEtKF", "Cache.get(_:or:)", "main"),
        Self("$s4main5CacheV8IteratorV4nextx_q_tSgyF", "Cache.Iterator.next()", "main"),
        Self("$s4main5CacheV8IteratorV4nextx_q_tSgyFx_q_tx3key_q_5valuet_tXEfU_", "closure #1 in Cache.Iterator.next()", "main"),
        Self("$sSa4mainSjRzlE5totalxyFSi_Tg5", "Array.total()", "main"),
        Self("$s4main8SettingsV6$levelAA7ClampedVvg", "Settings.$level", "main"),
        Self("$s4main7ClampedV12wrappedValueSivW", "Clamped.wrappedValue.didSet", "main"),
        Self("$s4main8SettingsV1poiyA2C_ACtFZ", "Settings.+(_:_:)", "main"),
        Self("$s4main8SettingsV1nopySbACFZ", "Settings.!(_:)", "main"),
        Self("$s4main5localyS2iF3fibL_yS2iF", "fib(_:) in local(_:)", "main"),
        Self("$s4main5localyS2iF5InnerL_V2goSiyF", "Inner.go() in local(_:)", "main"),
        Self("$s4main5localyS2iF5InnerL_V4fibbyS2iF", "Inner.fibb(_:) in local(_:)", "main"),
        Self("$s4main5localyS2iF5InnerL_V2goSiyF6$deferL_yyF", "defer in Inner.go() in local(_:)", "main"),
        Self("$s4main11existentialySiAA5Store_pYaKF1fL_ySixYaKAaCRzlFTQ0_", "f(_:) in existential(_:)", "main"),
        Self("$s4main5packsySaySSGxxQpRvzs23CustomStringConvertibleRzlFSi_SSQP_Tg5", "packs(_:)", "main"),
        Self("$s4main5typedSiyScEYKF", "typed()", "main"),
        Self("$s4main6opaqueQryF", "opaque()", "main"),
        Self("$s4main6opaqueQryFS2icfU_", "closure #1 in opaque()", "main"),
        Self("$s4main8DrawablePAAE4draw2inS2i_tF", "Drawable.draw(in:)", "main"),
        Self("$s4main4BaseC1sACSgSS_tcfC", "Base.init(s:)", "main"),
        Self("$s4main4BankC3addyS2iYaFTQ1_", "Bank.add(_:)", "main"),
        Self("$s4main4BankCfD", "Bank.deinit", "main"),
        Self("$s4main6onWorkyS2iYaFTQ0_", "onWork(_:)", "main"),
        Self("$s4main3runyS2iyYaYbKXEYaKFTQ0_", "run(_:)", "main"),
        Self("$s4main11globalTable_WZ", "initialization of globalTable", "main"),
        Self("$s4main11globalTableSDySSSiGvpfiACyXEfU_", "closure #1 in initial value of globalTable", "main"),
        Self("$s4main1BO10buildBlockySaySSGSSd_tFZ", "B.buildBlock(_:)", "main"),
        Self("$s4main5pathsySaySSGSayAA5ModelCGFSSAEcfu_", "implicit closure #1 in paths(_:)", "main"),
        Self("$s4main5ShapeO6encode2toys7Encoder_p_tKF", "Shape.encode(to:)", "main"),
        Self("$s4main14UserRepositoryVAA5StoreA2aDP4load2idSS3KeyQz_tYaKFTWTQ0_", "Store.load(id:)", "main", isHidden: true),
        Self("$s4main14UserRepositoryVAA5StoreA2aDP4sizeSivgTWTQ0_", "Store.size", "main", isHidden: true),
        Self("$sIetH_yts5Error_pIegHrzo_TRTQ0_", "reabstraction thunk", nil, isHidden: true),
        Self("$s4main5ModelC4nameSSvpACTK", "Model.name", "main", isHidden: true),
        Self(
            "$s4main4MainVAAyyYaKFZSiycAA4BaseCcfu2_Siycfu3_TA",
            "implicit closure #5 in implicit closure #4 in Main.main()",
            "main",
            isHidden: true
        ),
        Self("$s4main5ShapeOWOy", "outlined copy", "main", isHidden: true),
        Self("$s4main5ShapeOWOe", "outlined consume", "main", isHidden: true),
        Self("$s4main5ShapeOSHAASH4hash4intoys6HasherVz_tFTW", "Hashable.hash(into:)", "Swift", isHidden: true),
    ]
}
