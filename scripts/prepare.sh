# shellcheck shell=sh
# shellcheck disable=SC2154 # here, wanted: see above
# What scripts/jcap does before the first run, and when something changed: finds or installs a JDK
# and Maven, builds, makes the start-up archive, and notes in target/app/launch how to start.
# Read by scripts/jcap, which sets here and wanted, and the functions jvm and look; and by
# scripts/test, scripts/kernel-matrix and scripts/fleet, for the functions that find and install
# programs.
#
# A tree without a pom.xml is no checkout but what scripts/fleet/archive packed: there nothing is
# built or installed, and a Java alone is needed.
#
# The start-up archive holds the classes that a few typical commands load (src/build/training):
# parsed, verified, laid out. On JDK 17 to 24 it is one of class-data sharing, from 25 on an AOT
# cache. It is made for one jar, at one path, and one JVM; all of these are hashed into its name, so
# that one which does not fit is never named. The JVM itself refuses an archive of another jar; not
# so an AOT cache (seen: Temurin 25.0.3 runs the old classes), so that of those only one is named
# which is, by its times and size, the one that was made for this jar. It saves time only: without it
# everything runs the same.

# The oldest Java that runs jcap.
oldest_java=17

# Options of every run; the archive must be made with the same. G1: the only collector of JDK 17 that
# maps archived objects. One compiler: most commands end before the second would pay. The heap: with
# it, the process stays under 128 MB. No log: the JVM's warnings would go to standard output. No
# report of a JVM that broke off, say for lack of memory: it would go to the working directory.
common_flags='-XX:+UseG1GC -XX:TieredStopAtLevel=1 -Xmx72m -XX:-UsePerfData -Dsun.reflect.inflationThreshold=2147483647 -Xlog:disable -XX:ErrorFile=/dev/null --enable-native-access=ALL-UNNAMED'

# Names an AOT cache.
cache_option=-XX:AOTCache=

say() {
  printf 'jcap: %s\n' "$*" >&2
}

# Sets root, home, java, flags and archive.
prepare() {
  root=$(cd -P -- "$here" && pwd -P) || return
  case $root in
    *:* | *'
'*)
      say "a path with a colon or a line end cannot be a class path: $root"
      return 1
      ;;
  esac
  app=$root/target/app
  if ! choose_java; then
    install_java || return
    choose_java || {
      say "there is still no Java $oldest_java or later"
      return 1
    }
  fi
  if installed; then
    if [ ! -f "$app/jcap.jar" ]; then
      say "$root is not whole, $app/jcap.jar is missing: unpack it again"
      return 1
    fi
  elif writable; then
    if needs_build; then
      build || return
    fi
  elif [ ! -f "$app/jcap.jar" ]; then
    say "$root is not built, and you cannot write there: run $root/scripts/jcap once as its owner"
    return 1
  elif needs_build; then
    say "$root: sources are newer than the build, which you cannot write; running it as it is"
  fi
  choose_flags
  name_archive
  if writable && make_archive; then
    archive=
    [ ! -s "$archive_file" ] || archive=$archive_option$archive_file
    note_launch
  elif [ "$archive_option" = "$cache_option" ] || [ ! -s "$archive_file" ]; then
    # Nobody vouches for a cache but the note of how to launch.
    archive=
  else
    archive=$archive_option$archive_file
  fi
}

installed() {
  [ ! -e "$root/pom.xml" ]
}

writable() {
  if [ -d "$app" ]; then
    [ -w "$app" ] && [ -w "$root/target" ]
  elif [ -d "$root/target" ]; then
    [ -w "$root/target" ]
  else
    [ -w "$root" ]
  fi
}

# --- the JVM

# Sets java, home and version; found is what "wanted" really is.
choose_java() {
  found=
  [ -z "$wanted" ] || found=$(readlink -f -- "$wanted") || found=
  if suits "$wanted"; then
    return
  fi
  if [ -n "${JCAP_JAVA:-}" ]; then
    say "JCAP_JAVA=$JCAP_JAVA is not a Java $oldest_java or later"
    # It would not be used.
    JCAP_SETUP=no
    return 1
  fi
  for candidate in $(javas); do
    suits "$candidate" && return
  done
  return 1
}

# Every other java there may be, between blanks; none of the places has one in its name.
# shellcheck disable=SC2012 # names of our own choosing
javas() {
  set +f
  ls -d /usr/bin/java /usr/local/bin/java /usr/lib/jvm/*/bin/java 2>/dev/null | tr '\n' ' '
}

# suits JAVA: whether it is a Java that runs jcap; then sets java, home and version.
suits() {
  java=
  home=
  version=
  if [ ! -f "$1" ] || [ ! -x "$1" ]; then
    return 1
  fi
  home=$(readlink -f -- "$1")
  home=${home%/bin/java}
  if [ -f "$home/release" ] && [ -f "$home/lib/modules" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  else
    # A wrapper, say of a version manager.
    settings=$("$1" -XshowSettings:properties -version 2>&1) || return
    home=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
    version=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.specification\.version = //p')
  fi
  case $version in
    '' | *[!0-9]*) return 1 ;;
  esac
  [ "$version" -ge "$oldest_java" ] && java=$home/bin/java
}

choose_flags() {
  flags=$common_flags
  if [ "$version" -ge 18 ]; then
    flags="$flags -Djdk.reflect.useNativeAccessorOnly=true"
  fi
  if [ "$version" -ge 24 ]; then
    flags="$flags --sun-misc-unsafe-memory-access=allow"
  fi
  archive_option=-XX:SharedArchiveFile=
  if [ "$version" -ge 25 ]; then
    archive_option=$cache_option
  fi
  # shellcheck disable=SC2086 # words
  if ! "$java" $flags -version >/dev/null 2>&1; then
    # Not a HotSpot as we know it.
    flags=--enable-native-access=ALL-UNNAMED
  fi
}

# --- the build

needs_build() {
  [ -f "$app/jcap.jar" ] && [ -f "$app/built" ] || return 0
  case $(look) in
    *newer) return 0 ;;
  esac
  return 1
}

build() (
  mkdir -p -- "$root/target" || return
  exec 9>"$root/target/launcher.lock"
  lock
  # Another may have built it while this one waited.
  needs_build || return 0
  if ! choose_jdk || ! command -v mvn >/dev/null; then
    install_java || return
    if ! choose_jdk || ! command -v mvn >/dev/null; then
      say "there is still no JDK $oldest_java or later, or no Maven"
      return 1
    fi
  fi
  say "building $root (the first time, Maven downloads what it needs)"
  log=$root/target/launcher.log
  cd -- "$root" || return
  if ! JAVA_HOME=$jdk mvn -B -q -DskipTests -Dmaven.test.skip=true -Djacoco.skip=true package \
    >"$log" 2>&1 9>&-; then
    tail -n 40 -- "$log"
    say "the build failed; its whole output is in $log"
    return 1
  fi
)

# Waits for the lock on descriptor 9; "lock -n" fails instead of waiting.
lock() {
  if command -v flock >/dev/null; then
    flock "$@" 9
  fi
}

# Sets jdk: the home of a Java that has a compiler.
choose_jdk() {
  jdk=
  compiler=$(command -v javac) || compiler=
  for candidate in "$java" "${compiler:+${compiler%c}}" $(javas); do
    if suits "$candidate" && [ -x "$home/bin/javac" ]; then
      jdk=$home
      return
    fi
  done
  return 1
}

# --- what is missing

# Installs a JDK, Maven or both, or says how to.
install_java() {
  if installed; then
    say "this needs a Java $oldest_java or later"
    # Who unpacked the archive did not ask for more.
    JCAP_SETUP=no
    install jre
    return
  fi
  say "building and running this needs a JDK $oldest_java or later, and Maven"
  wants=
  choose_jdk || wants=jdk
  command -v mvn >/dev/null || wants="$wants maven"
  # shellcheck disable=SC2086 # words
  install $wants
}

# install PACKAGE...: with names of Debian, "jdk" and "jre". Does it as root on a system that is
# known, else prints the command and fails.
install() {
  # shellcheck source=/dev/null
  system=$(. /etc/os-release 2>/dev/null && printf '%s:%s:%s' "${ID:-}" "${VERSION_ID:-99}" "${ID_LIKE:-}")
  known=no
  case $system in
    debian:* | ubuntu:*)
      tool=apt-get
      release=${system#*:}
      release=${release%%:*}
      case $system in
        debian:*) [ "${release%%.*}" -ge 12 ] && known=yes ;;
        *) [ "${release%%.*}" -ge 24 ] && known=yes ;;
      esac
      ;;
    fedora:*) tool=dnf known=yes ;;
    *debian* | *ubuntu*) tool=apt-get ;;
    *fedora* | *rhel*) tool=dnf ;;
    *) tool= ;;
  esac
  packages=
  for package in "$@"; do
    case $tool:$package in
      # The default of a system that is not known may be older.
      dnf:jdk) [ "$known" = yes ] && package="java-devel" || package="java-17-openjdk-devel" ;;
      *:jdk) [ "$known" = yes ] && package=default-jdk-headless || package=openjdk-17-jdk-headless ;;
      dnf:jre) [ "$known" = yes ] && package="java-headless" || package="java-17-openjdk-headless" ;;
      *:jre) [ "$known" = yes ] && package=default-jre-headless || package=openjdk-17-jre-headless ;;
      dnf:libcap2-bin) package=libcap ;;
      dnf:iproute2) package=iproute ;;
      dnf:openssh-client) package=openssh-clients ;;
      dnf:busybox-static) package=busybox ;;
      dnf:shellcheck) package=ShellCheck ;;
      dnf:libc6-dev) package="glibc-devel" ;;
      dnf:linux-libc-dev) package="kernel-headers" ;;
    esac
    packages="$packages $package"
  done
  if [ -z "$tool" ]; then
    say "packages, as Debian names them:$packages"
    return 1
  elif [ "$known" = no ] || [ "$(id -u)" != 0 ] || [ "${JCAP_SETUP:-}" = no ]; then
    say "type this, and then the command again:  sudo $tool install -y$packages"
    return 1
  fi
  say "installing$packages"
  # shellcheck disable=SC2086 # words
  case $tool in
    apt-get)
      export DEBIAN_FRONTEND=noninteractive
      apt-get -q -o DPkg::Lock::Timeout=300 update \
        && apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $packages
      ;;
    dnf) dnf -q -y install $packages ;;
  esac </dev/null >&2 || {
    say "they could not be installed"
    return 1
  }
}

# --- the start-up archive

# Sets archive_file.
name_archive() {
  # shellcheck disable=SC2046 # one word
  set -- $({
    cat "$app/jcap.jar" "$root/scripts/prepare.sh" "$root/src/build/training" "$home/release"
    find -L "$java" "$home/lib/modules" "$home/lib/server/libjvm.so" -printf '%p %s %T@ %C@\n'
    # The JVM refuses an archive of a jar with another time.
    find "$app/jcap.jar" -printf '%T@\n'
    printf '%s\n' "$root" "$flags"
  } 2>/dev/null | sha256sum)
  archive_file=$app/jcap-$1.$(suffix)
}

# Fails only where another launcher is making one.
make_archive() (
  if [ -s "$archive_file" ] && [ "$archive_option" != "$cache_option" ]; then
    return 0
  fi
  exec 9>"$root/target/launcher.lock" || return
  lock -n || return
  rm -f -- "$archive_file"
  work=$(mktemp -d "$app/archive.XXXXXX") || return
  trap 'rm -rf -- "$work"' EXIT
  trap 'exit 3' HUP INT TERM
  dump_archive "$app" "$root/src/build/training" "$work" 9>&- \
    && chmod 644 "$work/archive" && mv -f -- "$work/archive" "$archive_file"
  return 0
)

# dump_archive APP TRAINING WORK: makes WORK/archive for APP/jcap.jar, with java, flags and
# archive_option. APP is as the class path will name it; WORK is an empty directory.
dump_archive() {
  if [ "$archive_option" = "$cache_option" ]; then
    strictly=-XX:AOTMode=on
    # In two steps: the JVM that makes both in one starts another, without open descriptors. Linked
    # ahead, all classes would be set up at every start, and not those that are used.
    train "$@" -XX:AOTMode=record "-XX:AOTConfiguration=$3/recorded" -XX:-AOTClassLinking
    # shellcheck disable=SC2086 # words
    briefly "$java" $flags -XX:AOTMode=create "-XX:AOTConfiguration=$3/recorded" \
      -XX:-AOTClassLinking "$archive_option$3/archive" -cp "$1/jcap.jar"
  else
    strictly=-Xshare:on
    train "$@" "-XX:DumpLoadedClassList=$3/loaded" -Xshare:off
    # Numbers of classes are of one run; classes of other loaders than the usual need them.
    sed '/ source: /d; s/ id: [0-9]*$//' "$3/loaded" | awk '!seen[$0]++' >"$3/classes"
    # shellcheck disable=SC2086 # words
    briefly "$java" $flags -Xshare:dump "-XX:SharedClassListFile=$3/classes" \
      "-XX:SharedArchiveFile=$3/archive" -cp "$1/jcap.jar"
  fi >/dev/null 2>&1
  # shellcheck disable=SC2086 # words
  [ -s "$3/archive" ] && briefly "$java" $flags $strictly "$archive_option$3/archive" \
    -cp "$1/jcap.jar" -version >/dev/null 2>&1
}

# train APP TRAINING WORK OPTION...: runs the lines of the training in one JVM with those options.
train() {
  trained=$1
  lines=$2
  shift 3
  # shellcheck disable=SC2086 # words
  briefly "$java" $flags "$@" "-Djcap.home=$trained" "-Djffi.boot.library.path=$trained/lib" \
    -Djcap.charset=UTF-8 -cp "$trained/jcap.jar" io.github.jcap.Training "$lines" </dev/null
}

# install_archive TREE TRAINING: for what is installed (see scripts/jcap), with the JVM in
# TREE/runtime: makes the archive in TREE/app, and launch.conf, which says how to start. Whoever
# packs the tree must keep the times of app/jcap.jar and runtime/lib/modules, whole seconds, since
# the archive is of those; an AOT cache needs the time of the jar.
# Sets java, version, flags and archive_option.
install_archive() {
  java=$1/runtime/bin/java
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/runtime/release")
  choose_flags
  rm -rf -- "$1/app/archive.part" && mkdir -- "$1/app/archive.part" || return
  if dump_archive /proc/self/fd/9 "$2" "$1/app/archive.part" 9<"$1/app"; then
    made=jcap.$(suffix)
    chmod 644 "$1/app/archive.part/archive" \
      && touch -r "$1/app/jcap.jar" "$1/app/archive.part/archive" \
      && mv -f -- "$1/app/archive.part/archive" "$1/app/$made" \
      && for name in "flags=$flags" "archive=$archive_option" "file=$made"; do
        printf '%s=%s\n' "${name%%=*}" "$(quote "${name#*=}")"
      done >"$1/app/launch.conf"
  else
    say "no start-up archive could be made with $java"
    false
  fi
  set -- "$1" "$?"
  rm -rf -- "$1/app/archive.part"
  return "$2"
}

# How an archive's name ends.
suffix() {
  case $archive_option in
    "$cache_option") echo aot ;;
    *) echo jsa ;;
  esac
}

# A command that must not hang.
briefly() {
  timeout --foreground 120 "$@"
}

# Adds this JVM to target/app/launch; forgets those of another jar, and their archives.
note_launch() {
  seen=$(look)
  seen=${seen%newer}
  new=$(mktemp "$app/launch.XXXXXX") || return
  {
    if [ -f "$app/launch" ]; then
      grep -F " '${seen%% *} " "$app/launch" | grep -v -F "jvm $(quote "$found") "
    fi
    printf 'jvm'
    for word in "$found" "$root" "$home" "$seen" "$java" "$flags" "$archive"; do
      printf ' %s' "$(quote "$word")"
    done
    echo
  } >"$new"
  chmod 644 "$new" && mv -f -- "$new" "$app/launch"
  set +f
  for file in "$app"/jcap-*.jsa "$app"/jcap-*.aot; do
    grep -q -F "${file##*/}" "$app/launch" || rm -f -- "$file"
  done
  set -f
}

quote() {
  printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")"
}
