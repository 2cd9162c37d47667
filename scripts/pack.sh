# shellcheck shell=sh
# shellcheck disable=SC2154 # work: see below
# How an archive is made, for scripts/dist and scripts/fleet/archive; they set work, a directory of
# their own where it shall end up. The same files give the same bytes.

# The time of every file: that of the build, which does not change.
packed_time=$(sed -n 's,.*<project.build.outputTimestamp>\(.*\)</.*,\1,p' pom.xml)
: "${packed_time:?}"

# settle TREE: everyone may read it, only its owner may write it, and only what is in a directory
# called bin is run (and libraries, which some tools want to be).
settle() {
  chmod -R u=rwX,go=rX "$1" \
    && find "$1" -type f ! -path '*/bin/*' ! -name '*.so' ! -name jspawnhelper -exec chmod a-x {} + \
    && find "$1" -exec touch -h -d "$packed_time" {} +
}

# pack NAME DIRECTORY: packs $work/NAME, puts it in place whole or not at all.
pack() {
  tar -c -C "$work" --format=ustar --sort=name --mtime="$packed_time" --owner=0 --group=0 \
    --numeric-owner -f "$work/tar" "$1" && gzip -n -9 "$work/tar" \
    && mv -f -- "$work/tar.gz" "$2/$1.tar.gz"
}

# sums DIRECTORY FILE...: writes DIRECTORY/SHA256SUMS of these files in it.
sums() (
  cd -- "$1" || return
  shift
  sha256sum "$@" >"$work/sums" && mv -f -- "$work/sums" SHA256SUMS
)
