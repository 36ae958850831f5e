/* An input's content as a window that moves over it: bytes are filled in behind and dropped in front, so that no more
 * is held than what the record at hand needs. A stream that breaks ends the window with a fault, which is named when
 * what came before it is used up. */
#include "read/read_internal.h"

void sy__input_init(sy__input *in, const sy_ctx *ctx)
{
    *in = (sy__input){ .ctx = ctx };
    sy__buf_init(&in->data, ctx);
}

void sy__input_done(sy__input *in)
{
    sy__stream_free(in->stream);
    sy__buf_done(&in->data);
}

static void begin(sy__input *in)
{
    sy__stream_free(in->stream);
    in->stream = NULL;
    sy__buf_clear(&in->data);
    in->at = 0;
    in->base = in->member_end = 0;
    in->end = false;
    in->fault = (sy_error){ 0 };
}

sy_status sy__input_open(sy__input *in, const char *path, sy_error *err)
{
    begin(in);
    return sy__stream_open(&in->stream, in->ctx, path, err);
}

sy_status sy__input_memory(sy__input *in, sy_str bytes, sy_error *err)
{
    begin(in);
    return sy__stream_memory(&in->stream, in->ctx, bytes, err);
}

void sy__input_members(sy__input *in)
{
    if (sy__stream_members(in->stream) && !in->fault.status) in->end = false;
}

void sy__input_drop(sy__input *in)
{
    if (in->at == 0 || in->at * 2 < in->data.len) return;
    memmove(in->data.ptr, in->data.ptr + in->at, in->data.len - in->at);
    in->data.len -= in->at;
    in->base += in->at;
    in->at = 0;
}

sy_status sy__input_fill(sy__input *in, size_t n, sy_error *err)
{
    while (!in->end && in->data.len - in->at < n) {
        sy_status st = sy__stream_read(in->stream, &in->data, n - (in->data.len - in->at), &in->end, &in->fault);
        if (st == SY_E_NOMEM) return sy_fail(err, st, 0, "no memory");
        if (st) in->end = true;
        else if (sy__stream_at_member(in->stream)) in->member_end = in->base + in->data.len;
    }
    return SY_OK;
}

sy_str sy__input_rest(const sy__input *in)
{
    return in->data.ptr ? sy__sub(sy__buf_view(&in->data), in->at, in->data.len) : SY_STR("");
}

uint64_t sy__input_offset(const sy__input *in) { return in->base + in->at; }

uint64_t sy__input_left(const sy__input *in)
{
    uint64_t behind = in->end ? 0 : sy__stream_left(in->stream);
    return behind == UINT64_MAX ? UINT64_MAX : behind + (in->data.len - in->at);
}

sy_status sy__input_resync(sy__input *in, bool *found, sy_error *err)
{
    sy_error why = { 0 };
    in->base += in->data.len;
    in->at = in->data.len = 0;
    sy_status st = sy__stream_resync(in->stream, found, &why);
    if (st == SY_E_NOMEM) return sy_fail(err, st, 0, "no memory");
    if (st) *found = false;
    if (!*found) return SY_OK;
    in->end = false;
    in->fault = (sy_error){ 0 };
    in->member_end = in->base;
    return SY_OK;
}
