#include "render/qr.h"
#include "base/buffer.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>

enum { QUIET = 4 };

AUTO_DEFINE(qr_code, QRcode *, QRcode_free)

// The run of dark modules at (x, y); 0 when that one is light.
static int run_length(const QRcode *code, int x, int y)
{
    int length = 0;
    while (x + length < code->width && code->data[y * code->width + x + length] & 1)
        length++;
    return length;
}

static void draw_row(const QRcode *code, int y, struct buffer *svg)
{
    for (int x = 0, length; x < code->width; x += length + 1) {
        length = run_length(code, x, y);
        if (length > 0)
            buffer_format(svg, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, length, length);
    }
}

char *qr_draw(struct arena *arena, const char *text, struct error *err)
{
    AUTO(qr_code) QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code && errno == ENOMEM)
        abort();
    if (!code)
        return FAIL(err, ERROR_INVALID, "too long for a QR code: %s", text), NULL;
    AUTO(buffer) struct buffer svg = {0};
    int width = code->width + 2 * QUIET;
    buffer_format(&svg,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\" "
                  "shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path "
                  "fill=\"#000\" d=\"",
                  width, width, width, width);
    for (int y = 0; y < code->width; y++)
        draw_row(code, y, &svg);
    buffer_text(&svg, "\"/></svg>");
    return arena_text(arena, buffer_string(&svg));
}
