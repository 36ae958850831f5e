/* All of Synoptic's public headers. */
#ifndef SY_SYNOPTIC_H
#define SY_SYNOPTIC_H

#include "synoptic/base.h"
#include "synoptic/read.h"
#include "synoptic/extract.h"
#include "synoptic/annotate.h"
#include "synoptic/facts.h"
#include "synoptic/reconcile.h"
#include "synoptic/pipeline.h"
#include "synoptic/report.h"

#endif
