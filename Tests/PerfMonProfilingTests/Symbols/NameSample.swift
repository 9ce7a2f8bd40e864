import Testing

/// Symbols as compilers wrote them, with the names a person would write.
struct NameSample: Sendable, CustomTestStringConvertible {
    var symbol: String
    var text: String
    var module: String?
    var isHidden: Bool

    init(_ symbol: String, _ text: String, _ module: String?, isHidden: Bool = false) {
        self.symbol = symbol
        self.text = text
        self.module = module
        self.isHidden = isHidden
    }

    var testDescription: String { text }

    /// Functions, initialisers, properties, subscripts, operators, extensions.
    static let declarations: [Self] = [
        Self("$sSa12_endMutationyyF", "Array._endMutation()", "Swift"),
        Self("$s4demo4BankC3addyS2iYaKFTY0_", "Bank.add(_:)", "demo"),
        Self("$s4demo4BankCfD", "Bank.deinit", "demo"),
        Self("$s4demo4BankC5totalSivM.resume.0", "Bank.total.modify", "demo"),
        Self("$s4demo4BaseC1qACSi_tcfC", "Base.init(q:)", "demo"),
        Self("$s4demo4BaseC1myS2iF", "Base.m(_:)", "demo"),
        Self("$s4demo4BaseC1vSivM.resume.0", "Base.v.modify", "demo"),
        Self("$s4demo5CacheC5InnerV2goSiyFSi_SiTg5Tf4d_n", "Cache.Inner.go()", "demo"),
        Self("$s4demo5CacheC5InnerVAEyxq__GycfC", "Cache.Inner.init()", "demo"),
        Self("$s4demo5CacheC1dSDyxq_Gvg", "Cache.d", "demo"),
        Self("$s4demo5CacheC5klassyyFZ", "Cache.klass()", "demo"),
        Self("$s4demo5CacheC8variadic_4lastySid_SiztF", "Cache.variadic(_:last:)", "demo"),
        Self("$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSi_SS_SitTt0g5Tf4g_n", "Dictionary.init(dictionaryLiteral:)", "Swift"),
        Self("$s4demo1PPAAE3extSiyF", "P.ext()", "demo"),
        Self("$s4demo1SV1f1xS2i_tYaKFTY2_", "S.f(x:)", "demo"),
        Self("$s4demo1SV1vACSi_tcfC", "S.init(v:)", "demo"),
        Self("$s4demo1SV1vSivM.resume.0", "S.v.modify", "demo"),
        Self("$s4demo4UserV1sopyA2CFZ", "User.-(_:)", "demo"),
        Self("$s4demo4UserV5countSivau", "User.count", "demo"),
        Self("$s4demo4UserV5countSivMZ.resume.0", "User.count.modify", "demo"),
        Self("$s4demo4UserV5countSivsZ", "User.count.setter", "demo"),
        Self("$s4demo4UserV2idSivM", "User.id.modify", "demo"),
        Self("$s4demo4UserV2idSivs", "User.id.setter", "demo"),
        Self("$s4demo4UserV2idACSi_tcfC", "User.init(id:)", "demo"),
        Self("$s4demo4UserV7lazyOneSivg", "User.lazyOne", "demo"),
        Self("$s4demo4UserV7lazyOneSivs", "User.lazyOne.setter", "demo"),
        Self("$s4demo4UserVyS2iciM.resume.0", "User.subscript(_:).modify", "demo"),
        Self("$s4demo5UsesWV2_z33_30AFB1D04F532AB05DB329BFEE93D24CLLAA1WVvs", "UsesW._z.setter", "demo"),
        Self("$s4demo5UsesWVACycfC", "UsesW.init()", "demo"),
        Self("$s4demo5UsesWV1z1lACSi_SiSgtcfC", "UsesW.init(z:l:)", "demo"),
        Self("$s4demo5UsesWV1lSivg", "UsesW.l", "demo"),
        Self("$s4demo5UsesWV1lSivM.resume.0", "UsesW.l.modify", "demo"),
        Self("$s4demo5UsesWV1zSivpfP", "UsesW.z", "demo"),
        Self("$s4demo1VV4Deep33_30AFB1D04F532AB05DB329BFEE93D24CLLV2goyyF", "V.Deep.go()", "demo"),
        Self("$s4demo1VV14callAsFunctionyS2iF", "V.callAsFunction(_:)", "demo"),
        Self("$s4demo1VV6inExt233_30AFB1D04F532AB05DB329BFEE93D24CLLyyF", "V.inExt2()", "demo"),
        Self("$s4demo1VV3opt__3anyyS2icSg_SimSQ_s8SendableptF", "V.opt(_:_:any:)", "demo"),
        Self("$s4demo1VV4packyyxxQpRvzlF", "V.pack(_:)", "demo"),
        Self("$s4demo1WV12wrappedValueACSi_tcfC", "W.init(wrappedValue:)", "demo"),
        Self("$s4demo1WV12wrappedValueSivs", "W.wrappedValue.setter", "demo"),
        Self(
            "$ss22__RawDictionaryStorageC4findys10_HashTableV6BucketV6bucket_Sb5foundtxSHRzlF",
            "__RawDictionaryStorage.find(_:)",
            "Swift"
        ),
        Self("$ss27_finalizeUninitializedArrayySayxGABnlF", "_finalizeUninitializedArray(_:)", "Swift"),
        Self("$s4demo3any_5tuple6opaqueQrAA1P_p_Si1a_Si1btxtYaKAaERzlFTQ1_", "any(_:tuple:opaque:)", "demo"),
        Self("$s4demo3genySix_SixYaKXEtYaKAA1PRzlFTQ0_", "gen(_:_:)", "demo"),
        Self("$s4demo9hiddenOne33_8E34543FA00B3A97BCFBD7BFA4EE5AD5LL1aS2i_tYaF", "hiddenOne(a:)", "demo"),
        Self("$s4demo6onMainyyYaF", "onMain()", "demo"),
        Self("$s4demo5outer1aS2i_tF", "outer(a:)", "demo"),
        Self("$s4demo6routesyyYaKFTY22_", "routes()", "demo"),
    ]

    /// Closures, local functions and the parts of declarations that run on their own.
    static let contexts: [Self] = [
        Self("$s4demo5outer1aS2i_tF3FooL_V1xAESi_tcfC", "Foo.init(x:) in outer(a:)", "demo"),
        Self("$s4demo5outer1aS2i_tF1GL_O4makeyAEyxGxFZ", "G.make(_:) in outer(a:)", "demo"),
        Self("$s4demoSiyXEfU_", "closure #1", "demo"),
        Self("$s4demo4UserV7lazyOneSivgSiyXEfU_", "closure #1 in User.lazyOne", "demo"),
        Self("$s4demo6routesyyYaKFyScgySis5Error_pGzYaKXEfU0_SiyYaKcfU_TY1_", "closure #1 in closure #2 in routes()", "demo"),
        Self(
            "$s4demo5CacheC3get_7default2xs1fq_x_q_yXKSDySiSS_SitGySiKctFfA2_ySicfU_",
            "closure #1 in default argument 3 of Cache.get(_:default:xs:f:)",
            "demo"
        ),
        Self("$s4demo6routesyyYaKFSiyYaYbKcfu0_SiAA1SVYaKXEfU_TQ0_", "closure #1 in implicit closure #2 in routes()", "demo"),
        Self("$s4demo4usePySixSlRzSi7ElementRtzlFySiz_SitXEfU_", "closure #1 in useP(_:)", "demo"),
        Self("$s4demo6routesyyYaKFyScgySis5Error_pGzYaKXEfU0_TQ1_", "closure #2 in routes()", "demo"),
        Self("$s4demo6routesyyYaKFyScCySis5NeverOGXEfU2_", "closure #4 in routes()", "demo"),
        Self(
            "$sScS_15bufferingPolicy_ScSyxGxm_ScS12ContinuationV09BufferingB0Oyx__GyADyx_GXEtcfcfA0_",
            "default argument 1 of AsyncStream.init(_:bufferingPolicy:_:)",
            "_Concurrency"
        ),
        Self("$ss5print_9separator10terminatoryypd_S2StFfA0_", "default argument 1 of print(_:separator:terminator:)", "Swift"),
        Self("$ss5print_9separator10terminatoryypd_S2StFfA1_", "default argument 2 of print(_:separator:terminator:)", "Swift"),
        Self("$s4demo6routesyyYaKF6helperL_yxxYalF", "helper(_:) in routes()", "demo"),
        Self("$s4demo5CacheC5InnerV2goSiyFS2i_Sitcfu_", "implicit closure #1 in Cache.Inner.go()", "demo"),
        Self("$s4demo6routesyyYaKFSiyYaYbKcfu_", "implicit closure #1 in routes()", "demo"),
        Self("$s4demoS2icAA4BaseCcfu0_", "implicit closure #2", "demo"),
        Self("$s4demo6routesyyYaKFSiyYaYbKcfu0_TY1_", "implicit closure #2 in routes()", "demo"),
        Self("$s4demo4BankC5totalSivpfi", "initial value of Bank.total", "demo"),
        Self("$s4demo5CacheC1dSDyxq_Gvpfi", "initial value of Cache.d", "demo"),
        Self(
            "$s4demo4UserV018$__lazy_storage_$_C3One33_8E34543FA00B3A97BCFBD7BFA4EE5AD5LLSiSgvpfi",
            "initial value of User.lazyOne",
            "demo"
        ),
        Self("$s4demo5UsesWV2_z33_30AFB1D04F532AB05DB329BFEE93D24CLLAA1WVvpfi", "initial value of UsesW._z", "demo"),
        Self("$s4demo5outer1aS2i_tF5innerL_1cS2i_tF", "inner(c:) in outer(a:)", "demo"),
        Self("$s4demo5CacheC5InnerV2goSiyF5localL_yS2iSHRzr0_lF", "local(_:) in Cache.Inner.go()", "demo"),
    ]
}
