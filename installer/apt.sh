# Sourced by the set-up scripts: one way of installing Debian packages, or of saying which are missing.
# shellcheck shell=bash

# install_packages REASON PACKAGE...
# As root with apt-get: says what it installs and installs it. Otherwise prints the one command to run; status 1.
install_packages() {
    local reason=$1
    shift
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "earmark: installing with apt-get, for $reason: $*"
        if [ -z "${EARMARK_APT_UPDATED:-}" ]; then
            # A stale or missing index of one source must not stop us: the installation itself decides.
            apt-get update -qq || true
            export EARMARK_APT_UPDATED=1
        fi
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "earmark: missing for $reason. On Debian or Ubuntu, run once:" >&2
        echo "    sudo apt-get install --no-install-recommends $*" >&2
        return 1
    fi
}
