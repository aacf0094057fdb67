// Prose, which is CommonMark, as blocks of paper: its words and where it breaks, nothing else of it.
#include "format/paper_internal.h"

#include "base/buffer.h"

#include <cmark.h>

enum { PROSE_BLOCK_MAX = 1 << 18 };

struct prose {
    const struct paper_asked *asked;
    struct paper *paper;
    struct buffer text; // of the block that is read
};

static void block_end(struct prose *p, enum paper_kind kind)
{
    str text = str_trim(buffer_str(&p->text));
    paper_add(p->asked, p->paper, kind, text.n ? str_copy(p->asked->arena, text) : text);
    buffer_done(p->asked->arena, &p->text);
    p->text = buffer_open(PROSE_BLOCK_MAX);
}

static enum paper_kind kind_of(cmark_node *node)
{
    for (cmark_node *n = node; n; n = cmark_node_parent(n))
        if (cmark_node_get_type(n) == CMARK_NODE_ITEM)
            return PAPER_ITEM;
    return PAPER_TEXT;
}

static void node_read(struct prose *p, cmark_node *node, bool is_enter)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *literal = is_enter ? cmark_node_get_literal(node) : NULL;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
        buffer_add(&p->text, str_from(literal));
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        buffer_byte(&p->text, ' ');
    if (type == CMARK_NODE_CODE_BLOCK || (type == CMARK_NODE_PARAGRAPH && !is_enter))
        block_end(p, kind_of(node));
    else if (type == CMARK_NODE_HEADING && !is_enter)
        block_end(p, PAPER_CLAUSE);
}

void paper_prose(const struct paper_asked *asked, str prose, struct paper *paper)
{
    struct prose p = { asked, paper, buffer_open(PROSE_BLOCK_MAX) };
    if (!prose.n)
        return;
    cmark_node *root = cmark_parse_document(prose.at, prose.n, CMARK_OPT_DEFAULT);
    cmark_iter *walk = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;)
        node_read(&p, cmark_iter_get_node(walk), event == CMARK_EVENT_ENTER);
    cmark_iter_free(walk);
    cmark_node_free(root);
    buffer_done(asked->arena, &p.text);
}
