# Sourced by app/run and tests/run: `need FILE` sees to it that the packages listed in FILE are there, and
# fails where they can't be had. It uses no `set -e` of whoever sources it.
# SPDX-License-Identifier: GPL-3.0-or-later

# Is there a package of that name? Ubuntu's chromium is only another package's word for a snap.
has() {
    apt-cache policy "$1" | grep -q 'Candidate: [0-9]'
}

# The optional ones of FILE that this distribution has not, with why.
not_here() {
    grep '^?' "$1" | while read -r package name why; do
        package=${package#?}
        has "$package" || echo "$package $why"
    done
}

# Names of FILE that apt knows and that are not installed, with why.
missing() {
    grep -v '^#' "$1" | while read -r package name why; do
        optional=no
        case $package in '?'*) optional=yes package=${package#?} ;; esac
        case $name in '!'*) command -v "${name#?}" >/dev/null && continue ;; esac
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed && continue
        [ "$optional" = yes ] && ! has "$package" && continue
        echo "$package $why"
    done
}

need() {
    if ! command -v apt-get >/dev/null; then
        lacking=
        for name in $(grep -v '^#' "$1" | awk '$2 !~ /^[-!]/ { print $2 }'); do
            pkg-config --exists "$name" 2>/dev/null || lacking="$lacking $name"
        done
        [ -z "$lacking" ] && return
        echo "This is no Debian or Ubuntu, so install the development files of these yourself (pkg-config names):" >&2
        printf '  %s\n' $lacking >&2
        exit 1
    fi
    list=$(missing "$1")
    [ -z "$list" ] && return
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "Installing what is missing here:"
    echo "$list" | while read -r package why; do printf '  %-34s %s\n' "$package" "$why"; done
    $sudo apt-get update -q >/dev/null || true
    # A second look: before an update apt may not have known the optional ones.
    not_here "$1" | while read -r package why; do echo "Going on without $package, which is not in this distribution: $why"; done
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        $(missing "$1" | cut -d' ' -f1) >/dev/null && return
    echo "What is missing could not be installed (apt-get says why above)." >&2
    return 1
}
