extension NameSample {
    /// Names of real server libraries, specialised and not.
    static let libraries: [Self] = [
        Self("$s11Hummingbird11ApplicationV14buildResponderxyYaKF", "Application.buildResponder()", "Hummingbird"),
        Self("$ss10ArraySliceV5countSivg", "ArraySlice.count", "Swift"),
        Self("$ss10ArraySliceVyAByxGqd__c7ElementQyd__RszSTRd__lufC", "ArraySlice.init(_:)", "Swift"),
        Self(
            "$s15AsyncAlgorithms0A22CombineLatest2SequenceV8IteratorV13InternalClassC4next7ElementQz_AIQy_tSgyYaKF",
            "AsyncCombineLatest2Sequence.Iterator.InternalClass.next()",
            "AsyncAlgorithms"
        ),
        Self(
            "$s15AsyncAlgorithms0A24RemoveDuplicatesSequenceV8IteratorV8iterator0aF0QzvM.resume.0",
            "AsyncRemoveDuplicatesSequence.Iterator.iterator.modify",
            "AsyncAlgorithms"
        ),
        Self(
            "$s15AsyncAlgorithms0A35ThrowingExclusiveReductionsSequenceV7initialq_vg",
            "AsyncThrowingExclusiveReductionsSequence.initial",
            "AsyncAlgorithms"
        ),
        Self(
            "$ss28AsyncThrowingFlatMapSequenceV8IteratorV4next9isolation7ElementQy_SgScA_pSgYi_tYaKFTY8_",
            "AsyncThrowingFlatMapSequence.Iterator.next(isolation:)",
            "Swift"
        ),
        Self(
            "$s15AsyncAlgorithms0A32ThrowingRemoveDuplicatesSequenceV8IteratorV4last7ElementQzSgvM.resume.0",
            "AsyncThrowingRemoveDuplicatesSequence.Iterator.last.modify",
            "AsyncAlgorithms"
        ),
        Self("$s10Foundation18ByteCountFormatterC12allowedUnitsAC0F0VvM.resume.0", "ByteCountFormatter.allowedUnits.modify", "Foundation"),
        Self("$s10Foundation7CGPointV4fromACs7Decoder_p_tKcfC", "CGPoint.init(from:)", "Foundation"),
        Self("$s10Foundation12CharacterSetV4fromACs7Decoder_p_tKcfCTf4nd_n", "CharacterSet.init(from:)", "Foundation"),
        Self("$ss15ContiguousArrayV7_buffers01_aB6BufferVyxGvg", "ContiguousArray._buffer", "Swift"),
        Self(
            "$ss15ContiguousArrayV16_createNewBuffer14bufferIsUnique15minimumCapacity13growForAppendySb_SiSbtFs20_DictionaryCodingKeyV_Tg5",
            "ContiguousArray._createNewBuffer(bufferIsUnique:minimumCapacity:growForAppend:)",
            "Swift"
        ),
        Self("$s11Hummingbird6CookieV8SameSiteO8rawValueAESgSS_tcfC", "Cookie.SameSite.init(rawValue:)", "Hummingbird"),
        Self("$s11Hummingbird11EnvironmentVACycfC", "Environment.init()", "Hummingbird"),
        Self("$ss7Float16V13SIMD16StorageVyABSiciM", "Float16.SIMD16Storage.subscript(_:).modify", "Swift"),
        Self(
            "$s9HTTPTypes12HTTPResponseV6StatusV4code12reasonPhraseAESi_SStcfC",
            "HTTPResponse.Status.init(code:reasonPhrase:)",
            "HTTPTypes"
        ),
        Self("$ss6HasherV5_hash4seed5bytes5countS2i_s6UInt64VSitFZTf4nnnd_n", "Hasher._hash(seed:bytes:count:)", "Swift"),
        Self("$s10Foundation17NSAffineTransformC20supportsSecureCodingSbvgZ", "NSAffineTransform.supportsSecureCoding", "Foundation"),
        Self("$s10Foundation23NSAffineTransformStructV2tXAA7CGFloatVvM.resume.0", "NSAffineTransformStruct.tX.modify", "Foundation"),
        Self("$s10Foundation5NSSetCACycfC", "NSSet.init()", "Foundation"),
        Self("$s10Foundation8NSStringC24fileSystemRepresentationSPys4Int8VGvg", "NSString.fileSystemRepresentation", "Foundation"),
        Self("$s10Foundation15NSURLComponentsC4userSSSgvg", "NSURLComponents.user", "Foundation"),
        Self(
            "$s8NIOPosix26PendingDatagramWritesState33_DAB463F912477C8697B1F8AEBF8BD15ALLV7failAll5errorys5Error_p_tF",
            "PendingDatagramWritesState.failAll(error:)",
            "NIOPosix"
        ),
        Self("$sSS6append10contentsOfyx_tSTRzSJ7ElementRtzlFSaySJG_Tg5", "String.append(contentsOf:)", "Swift"),
        Self("$ss6_DequeV13_UnsafeHandleV13mutableBufferSryxGvg", "_Deque._UnsafeHandle.mutableBuffer", "Swift"),
        Self("$s7NIOCore7_UInt24V8_backings6UInt16V_s5UInt8VtvM", "_UInt24._backing.modify", "NIOCore"),
        Self(
            "$s7NIOCore15EventLoopFutureC3getxyYaKFySccyAA14UnsafeTransferVyxGs5Error_pGXEfU_yt_Tg5",
            "closure #1 in EventLoopFuture.get()",
            "NIOCore"
        ),
        Self(
            "$s8NIOPosix19SelectableEventLoopC15_scheduledTasks18_NIODataStructures13PriorityQueueVyAA13ScheduledTaskVGvpfi",
            "initial value of SelectableEventLoop._scheduledTasks",
            "NIOPosix"
        ),
        Self("$s7Logging0A6SystemO8_factory33_D650F6EB1B9EADA39E73492B4BECA56BLL_WZ", "initialization of _factory", "Logging"),
    ]

    /// Thunks, forwarders and helpers, which a reader does not look for.
    static let compilerMade: [Self] = [
        Self("$s4demo1EOs5ErrorAAsADP7_domainSSvgTW", "Error._domain", "Swift", isHidden: true),
        Self("$s4demo1SVAA1PA2aDP1f1xS2i_tYaKFTWTQ2_", "P.f(x:)", "demo", isHidden: true),
        Self("$s4demo1SVAA1PA2aDP1vSivgTW", "P.v", "demo", isHidden: true),
        Self("$s4demo5outer1aS2i_tF1GL_Owca", "assignWithCopy value witness", "demo", isHidden: true),
        Self("$s4demo4UserVwta", "assignWithTake value witness", "demo", isHidden: true),
        Self(
            "$s4demo6routesyyYaKFyScgySis5Error_pGzYaKXEfU0_SiyYaKcfU_TATQ0_",
            "closure #1 in closure #2 in routes()",
            "demo",
            isHidden: true
        ),
        Self("$s4demo6routesyyYaKFyScgySis5Error_pGzYaKXEfU0_TATQ0_", "closure #2 in routes()", "demo", isHidden: true),
        Self("$s4demo5outer1aS2i_tF1GL_Owxx", "destroy value witness", "demo", isHidden: true),
        Self("$s4demo1EOwug", "getEnumTag value witness", "demo", isHidden: true),
        Self("$s4demo1EOwet", "getEnumTagSinglePayload value witness", "demo", isHidden: true),
        Self("$s4demo6routesyyYaKFSiyYaYbKcfu_TA", "implicit closure #1 in routes()", "demo", isHidden: true),
        Self("$s4demoS2icAA4BaseCcfu0_S2icfu1_TA", "implicit closure #3 in implicit closure #2", "demo", isHidden: true),
        Self("$s4demo4UserVwCP", "initializeBufferWithCopyOfBuffer value witness", "demo", isHidden: true),
        Self("$s4demo5outer1aS2i_tF1GL_Owcp", "initializeWithCopy value witness", "demo", isHidden: true),
        Self("$s4demo5outer1aS2i_tF1GL_Owtk", "initializeWithTake value witness", "demo", isHidden: true),
        Self("$s4demo1SVACSQAAWl", "lazy protocol witness table accessor", "demo", isHidden: true),
        Self("$s4demo4UserVWOh", "outlined destroy", "demo", isHidden: true),
        Self("$sScPSgWOc", "outlined init with copy", "_Concurrency", isHidden: true),
        Self("$s4demo5outer1aS2i_tF1GL_Owst", "storeEnumTagSinglePayload value witness", "demo", isHidden: true),
        Self("$s4demo5CacheCMa", "type metadata accessor", "demo", isHidden: true),
        Self("$s4demo5CacheCMr", "type metadata completion function", "demo", isHidden: true),
        Self("$s4demo5CacheC5InnerVMi", "type metadata instantiation function", "demo", isHidden: true),
    ]
}
