/* SPDX-License-Identifier: Apache-2.0
 *
 * Umbrella header of libsynoptic.
 */
#ifndef SYNOPTIC_SYNOPTIC_H
#define SYNOPTIC_SYNOPTIC_H

#include <synoptic/base.h>
#include <synoptic/doc.h>
#include <synoptic/engine.h>
#include <synoptic/know.h>
#include <synoptic/model.h>
#include <synoptic/names.h>
#include <synoptic/story.h>

#endif
