/* SPDX-License-Identifier: Apache-2.0
 *
 * The program: finds the command in the table and runs it.
 */
#include <synoptic/synoptic.h>

int main(void)
{
    return printf("synoptic %s\n", syn_version()) > 0 ? 0 : 3;
}
