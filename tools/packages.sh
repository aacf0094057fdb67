# Which Debian packages are needed and why, and how those that are missing get installed. Read by ./run and ./test.
# shellcheck shell=sh disable=SC2034 # its variables are used by those that read it

# purpose: packages. The same lines are shown to people on other distributions.
build_packages='compiler and build: gcc libc6-dev meson ninja-build pkgconf
reading JSON: libjansson-dev
reading XML: libexpat1-dev
reading iCalendar: libical-dev
Unicode: libunistring-dev
time zones: tzdata
packed tables: zlib1g-dev libzstd-dev
the store: libsqlite3-dev libpq-dev
hashes and signatures: libsodium-dev nettle-dev
the web service: libmicrohttpd-dev
prose as HTML: libcmark-dev
sending messages: libcurl4-openssl-dev
photographs: libjpeg62-turbo-dev libpng-dev libwebp-dev
shutting in what opens photographs: libseccomp-dev
letters and charters on paper: libcairo2-dev libpango1.0-dev libqrencode-dev libfontconfig-dev fonts-dejavu-core
style sheets: nodejs npm
generating queries and pages: python3
translations: gettext'
test_packages='running the tests: python3
unit tests: libcmocka-dev
the store in PostgreSQL: postgresql
packing tables: zstd
counting the instructions of the judge: valgrind
counting the frames of a page: gdb
making a package and looking at its service: dpkg-dev binutils systemd
the files for editors: vim emacs-nox
mail sent to a real server: exim4-daemon-light openssl
requests behind a real server: nginx-light
reading what is printed: poppler-utils zbar-tools
looking at pages: chromium fonts-liberation openjdk-17-jre-headless
fuzzing (clang with its runtime library): clang-14 libclang-rt-14-dev'
# In ./test long besides.
long_packages='machines of Debian, booted and in a container: debootstrap systemd-container buildah podman runc
a certificate from an ACME server: certbot caddy curl iproute2'

say() {
    printf '%s\n' "$*" >&2
}

# The script that reads this file, as people call it.
self=./$(basename "$0")

die() {
    say "$self: $*"
    exit 1
}

is_debian_12() {
    # WARDMOTE_OS_RELEASE lets the tests show another distribution's file.
    (
        # shellcheck disable=SC1090
        . "${WARDMOTE_OS_RELEASE:-/etc/os-release}" 2>/dev/null
        [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ]
    )
}

refuse_distribution() {
    say "$self installs packages on Debian 12 only, and this is another system. Nothing was changed."
    say 'Install these yourself (Debian names; yours may differ):'
    printf '%s\n' "$1" | sed 's/^/  /' >&2
    say "then run $self --no-install"
    exit 1
}

is_installed() {
    case $1 in # another source's Node.js does as well, and Debian's cannot be put beside it
        nodejs) command -v node >/dev/null && return 0 ;;
        npm) command -v npm >/dev/null && return 0 ;;
        nginx-light) [ -x /usr/sbin/nginx ] && return 0 ;; # so does any other of its packages
        emacs-nox) command -v emacs >/dev/null && return 0 ;; # with windows it does as well
    esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Whether the package lists on this machine name all of them; those of a fresh container are empty.
apt_knows() {
    for package in "$@"; do
        apt-cache show "$package" >/dev/null 2>&1 || return 1
    done
}

apt_install() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2
    else
        sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2
    fi
}

apt_update() {
    if [ "$(id -u)" = 0 ]; then
        apt-get update >&2
    else
        sudo apt-get update >&2
    fi
}

# install_missing 'purpose: package package...' lines: says what is missing and why, and installs it.
install_missing() {
    is_debian_12 || refuse_distribution "$1"
    missing='' reasons=''
    while IFS=: read -r purpose packages; do
        absent=''
        for package in $packages; do
            is_installed "$package" || absent="$absent $package"
        done
        [ -z "$absent" ] || reasons="$reasons
  $purpose:$absent"
        missing="$missing$absent"
    done <<LINES
$1
LINES
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "only root can install packages, and there is no sudo. As root:
  apt-get update && apt-get install --no-install-recommends$missing"
    fi
    say "Installing what is missing, with apt-get:$reasons"
    # shellcheck disable=SC2086 # a list of words
    if apt_knows $missing && apt_install $missing; then
        return 0
    fi
    say 'Fetching fresh package lists first.'
    apt_update || die 'apt-get update failed; see above. Is there a network connection?'
    # shellcheck disable=SC2086
    apt_install $missing || die "these could not be installed:$missing"
}

# build_setup FOLDER MESON-OPTIONS...: makes a build folder, once. One that was begun and left, or that
# belonged to another place on the disk, is made again.
build_setup() {
    folder=$1
    shift
    if [ -e build ] && [ ! -w build ]; then
        die "build/ belongs to $(stat -c %U build): run as that user, or remove it"
    fi
    if [ -f "$folder/build.ninja" ] && grep -qF "\"source\": \"$PWD\"" "$folder/meson-info/meson-info.json" 2>/dev/null; then
        return 0
    fi
    rm -rf "$folder"
    meson setup "$folder" "$@" >&2 || die "meson could not set up $folder; see above"
}
