#include "web/nobody_yet.h"

#include "app/routing.h"
#include "web/pages.h"

struct nobody_yet nobody_yet_of(struct request *request, str service)
{
    const struct board *board = request->board;
    const struct body *body = route_ring(&board->directory, service, board->today);
    struct nobody_yet nobody = { .is_so = true };
    if (!body)
        return nobody;
    nobody.name = body->name;
    nobody.ring = body->telephone;
    nobody.ring_url = telephone_url(request->ctx, body->telephone);
    return nobody;
}
