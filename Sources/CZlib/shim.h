#pragma once
#include <zlib.h>

/* deflateInit2 and inflateInit are macros, which Swift does not import. */

static inline int perfmon_zlib_begin_deflate(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

static inline int perfmon_zlib_begin_gzip(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int perfmon_zlib_begin_gunzip(z_stream *stream) {
    return inflateInit2(stream, MAX_WBITS + 16);
}

static inline int perfmon_zlib_begin_inflate(z_stream *stream) {
    return inflateInit(stream);
}
