#!/usr/bin/env bash
# Installs what a machine lacks.  Usage: scripts/setup.sh run|test|ui
#   ui    what the front end needs to be bundled
#   run   what building and serving need (`ui`, a C compiler, and a Chinese font for papers)
#   test  as `run`, and PostgreSQL, Chromium, LibreOffice, Java, age and validators from PyPI for the tests
# Debian packages are installed when this user may, else they are named and the script stops:
# at once for those that building needs, while a test without its tool is counted as skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

purpose=${1:-run}
case $purpose in run | test | ui) ;; *)
    printf 'usage: scripts/setup.sh run|test|ui\n' >&2
    exit 2
    ;;
esac

# Waiting for another installation is better than failing beside it.
readonly APT_LOCK_SECONDS=900
# The oldest Node.js that the bundler and the browser tests run on; Debian 12 has 18.
readonly OLDEST_NODE=18

has() { command -v "$1" >/dev/null 2>&1; }

node_is_usable() {
    has node && has npm && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$OLDEST_NODE" ]
}

has_postgres() {
    has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# A mail server for the tests, in whichever Python comes first or in Debian's own.
has_aiosmtpd() {
    python3 -c 'import aiosmtpd' 2>/dev/null || /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null
}

# How to run apt: directly, through sudo where it asks for no password, or not at all.
apt_prefix() {
    has apt-get || return 1
    if [ "$(id -u)" -eq 0 ]; then
        printf 'env'
    elif has sudo && sudo -n true 2>/dev/null; then
        printf 'sudo -n env'
    else
        return 1
    fi
}

apt_lists_are_fresh=no
apt_install() {
    local prefix
    prefix=$(apt_prefix) || return 1
    local options=(-o "DPkg::Lock::Timeout=$APT_LOCK_SECONDS" -o Acquire::Retries=3)
    if [ "$apt_lists_are_fresh" = no ]; then
        say "apt-get update"
        # shellcheck disable=SC2086  # the prefix is several words on purpose
        $prefix DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" update -qq || return 1
        apt_lists_are_fresh=yes
    fi
    say "apt-get install $*"
    # shellcheck disable=SC2086
    $prefix DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" \
        install --yes --no-install-recommends "$@"
}

require_rust() {
    has cargo && return
    stop "Rust is missing: install it from https://rustup.rs and start again." \
        "缺少 Rust 工具链：请先按 https://rustup.rs 安装，再运行一次。"
}

require_packages() {
    local missing=()
    if [ "$purpose" != ui ]; then
        has cc || missing+=(build-essential)
        has pkg-config || missing+=(pkg-config)
    fi
    node_is_usable || missing+=(nodejs npm)
    [ ${#missing[@]} -eq 0 ] && return
    apt_install "${missing[@]}" || stop \
        "Some packages are missing and could not be installed from here. Run this, then start again:
  sudo apt-get update && sudo apt-get install ${missing[*]}" \
        "缺少软件包，且当前用户无权安装。请执行上面一行命令后再运行一次。"
    node_is_usable || stop \
        "Node.js $OLDEST_NODE or later with npm is needed; this machine has $(node --version 2>/dev/null || printf none)." \
        "需要 Node.js $OLDEST_NODE 或更新版本及 npm。"
}

has_chinese_font() {
    has fc-list && fc-list 2>/dev/null | grep 'Noto Sans CJK SC' >/dev/null
}

# Everything but papers works without it, so its absence is named and does not stop.
offer_chinese_font() {
    has_chinese_font && return
    apt_install fontconfig fonts-noto-cjk || warn \
        "Ballots, notices and posters cannot be printed without a Chinese font. To have one:
  sudo apt-get update && sudo apt-get install fonts-noto-cjk" \
        "没有中文字体，不能打印表决票、公告和海报。请执行上面一行命令安装 fonts-noto-cjk。"
}

# Tests that lack their tool are skipped and counted, so nothing here stops the run.
offer_test_packages() {
    local missing=()
    has_postgres || missing+=(postgresql)
    has chromium || missing+=(chromium)
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(libfaketime)
    has openssl || missing+=(openssl)
    has_aiosmtpd || missing+=(python3-aiosmtpd)
    has hledger || missing+=(hledger)
    has age || missing+=(age)
    # For the validators that are only to be had from PyPI.
    python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
    # Reads the code off a printed ballot in the tests.
    has pdftotext || missing+=(poppler-utils)
    # Opens the files that offices exchange: filled forms and documents.
    if ! has soffice; then missing+=(libreoffice-calc-nogui libreoffice-writer-nogui); fi
    # Runs the validator of markup.
    has java || missing+=(default-jre-headless)
    [ ${#missing[@]} -eq 0 ] && return
    apt_install "${missing[@]}" || warn \
        "The tests that need ${missing[*]} will be skipped and counted as skipped. To run them:
  sudo apt-get update && sudo apt-get install ${missing[*]}" \
        "需要 ${missing[*]} 的测试将被跳过（计为“跳过”，不算通过）。"
}

# Validators that others wrote and that Debian does not have: of forms, and of data packages. They get a
# place of their own, so that nothing of this machine's Python is touched.
offer_outside_validators() {
    local home=target/outside
    local wanted=(pyxform==4.* frictionless==5.* pyarrow)
    "$home/bin/python" -c 'import frictionless, pyarrow, pyxform' 2>/dev/null && return
    say "Fetching validators from PyPI into $home"
    { python3 -m venv "$home" && "$home/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}"; } || warn \
        "Tests of forms and of open data will be skipped and counted as skipped: ${wanted[*]} could not be fetched." \
        "走访表单和开放数据的部分测试将被跳过（计为“跳过”，不算通过）：${wanted[*]} 没能下载。"
}

require_rust
require_packages
[ "$purpose" = ui ] || offer_chinese_font
if [ "$purpose" = test ]; then
    offer_test_packages
    offer_outside_validators
fi
scripts/frontend.sh
[ "$purpose" = test ] && scripts/npm-packages.sh tests/e2e
exit 0
