#!/bin/sh
# `make demo` and `make check` from a clean clone in a bare Debian 12 with nothing but git and make, each twice.
#
# usage: check_clean_root.sh [FOLDER]     needs root and debootstrap; FOLDER (default: a temporary one) gets the root
#
# The second run of each must set nothing up. CLEAN_ROOT_PREPARE, where it is set, is run with the new root as its
# argument before anything is installed there: the place for a mirror's, a proxy's or a certificate's settings.
# CLEAN_ROOT_MIRROR: Debian's mirror (default: debootstrap's own). CLEAN_ROOT_TARGETS: what is made (default: demo check).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
root=${1:-$(mktemp -d)}
[ "$(id -u)" = 0 ] || { echo "check_clean_root: only root can make one" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "check_clean_root: debootstrap is not installed" >&2; exit 1; }

clean_up() {
    if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
    if [ -z "${CLEAN_ROOT_KEEP:-}" ]; then rm -rf --one-file-system "$root"; fi
}
trap clean_up EXIT INT TERM

echo "== a bare Debian in $root"
debootstrap --variant=minbase bookworm "$root" ${CLEAN_ROOT_MIRROR:+"$CLEAN_ROOT_MIRROR"} >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
if [ -n "${CLEAN_ROOT_PREPARE:-}" ]; then "$CLEAN_ROOT_PREPARE" "$root"; fi

inside() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 sh -c "$1"; }
inside "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends git make >/dev/null"
git clone -q "$here" "$root/root/synoptic"
for target in ${CLEAN_ROOT_TARGETS:-demo check}; do
    echo "== make $target"
    inside "cd /root/synoptic && make $target"
    echo "== make $target, again"
    inside "cd /root/synoptic && make $target >/tmp/again 2>&1; status=\$?; cat /tmp/again; ! grep '^setup:' /tmp/again && exit \$status"
done
echo "== the tree is as it was cloned"
[ -z "$(git -C "$root/root/synoptic" status --porcelain)" ]
