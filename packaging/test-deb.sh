#!/usr/bin/env bash
# Installs, uses, upgrades, removes and purges the package in a throw-away root: this machine's
# own files below, everything that is written above them in memory. Nothing is left behind.
#   packaging/test-deb.sh [BINARY]      ends with 77 where this user may not make such a root
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

if [ "${1:-}" != --inside ]; then
    binary=${1:-target/release/huiyin}
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    export COMPRESSION=gzip
    OUT="$work" VERSION=0.1.0 packaging/build-deb.sh "$binary" >/dev/null
    OUT="$work" VERSION=0.1.1 packaging/build-deb.sh "$binary" >/dev/null
    if ! unshare --mount --pid --fork --propagation private true 2>/dev/null; then
        warn "This user may not make a root of its own; the package was built but not installed." \
            "当前用户不能建立隔离的根目录，只生成了软件包，没有试装。"
        exit 77
    fi
    unshare --mount --pid --fork --propagation private "$0" --inside "$work"
    exit
fi

work=$2
layers=$(mktemp -d)
mount -t tmpfs tmpfs "$layers"
mkdir "$layers/upper" "$layers/work" "$layers/root"
mount -t overlay overlay "$layers/root" \
    -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work"
root=$layers/root
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mkdir -p "$root/packages"
cp "$work"/*.deb "$root/packages/"

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
fail() {
    printf '✗ %s\n' "$1" >&2
    exit 1
}
holds() { [ -e "$root$1" ] || fail "$1 is not there"; }
lacks() { [ ! -e "$root$1" ] || fail "$1 is still there"; }
rights() {
    local found
    found=$(inside stat -c '%U:%G %a' "$1")
    [ "$found" = "$2" ] || fail "$1 has $found instead of $2"
}

# What the package asks for is on this machine or is taken as given; the test is of the package.
install_package() {
    inside dpkg --force-depends -i "/packages/huiyin_$1_$(dpkg --print-architecture).deb" 2>&1
}

serve_and() {
    # As systemd does it: root reads the environment, the service runs as its own user.
    inside huiyinctl serve --listen 127.0.0.1:8311 >"$work/serve.log" 2>&1 &
    local server=$!
    for _ in $(seq 300); do
        if inside curl -fsS http://127.0.0.1:8311/readyz >/dev/null 2>&1; then break; fi
        kill -0 "$server" 2>/dev/null || { cat "$work/serve.log" >&2; fail "the service ended"; }
        sleep 0.2
    done
    "$@"
    # `inside` runs as a child of a shell of ours; the program is the one that listens.
    inside pkill -TERM -u huiyin -x huiyin
    wait "$server" || { cat "$work/serve.log" >&2; fail "the service did not stop in order"; }
}
report() {
    inside curl -fsS -H 'content-type: application/json' http://127.0.0.1:8311/api/v1/matters \
        -d '{"text":"单元门口的灯坏了两天","place_text":"望江路12号院"}' |
        sed -n 's/.*"echo_code":"\([^"]*\)".*/\1/p' >"$work/code"
    [ -s "$work/code" ] || fail "a report got no receipt"
}
find_report() {
    inside curl -fsS "http://127.0.0.1:8311/api/v1/echo/$(cat "$work/code")" >/dev/null ||
        fail "the report of before is lost"
}

say "install"
install_package 0.1.0 >"$work/install.log" || { cat "$work/install.log" >&2; fail "dpkg -i"; }
inside /usr/bin/huiyin --version | grep -q '^huiyin ' || fail "the program does not run"
rights /var/lib/huiyin 'huiyin:huiyin 700'
rights /etc/huiyin/huiyin.toml 'root:huiyin 640'
rights /etc/huiyin 'root:huiyin 750'
inside systemd-analyze verify /lib/systemd/system/huiyin.service 2>&1 |
    grep -i huiyin.service && fail "the unit has faults"
exposure=$(inside systemd-analyze security --offline=true /lib/systemd/system/huiyin.service \
    --no-pager 2>/dev/null | sed -n 's/.*exposure level for huiyin.service: \([0-9]*\).*/\1/p')
[ "${exposure:-9}" -lt 3 ] || fail "the unit is exposed ($exposure)"

say "use"
serve_and report
rights /var/lib/huiyin/huiyin.key 'huiyin:huiyin 600'
inside huiyinctl audit verify >/dev/null 2>&1 || fail "the journal does not hold"

say "upgrade"
printf 'help_phone = "023-12345"\n' | cat - "$root/etc/huiyin/huiyin.toml" >"$work/toml"
cat "$work/toml" >"$root/etc/huiyin/huiyin.toml"
inside chmod 0600 /etc/default/huiyin
install_package 0.1.1 >"$work/upgrade.log" || { cat "$work/upgrade.log" >&2; fail "upgrade"; }
grep -q '^help_phone' "$root/etc/huiyin/huiyin.toml" || fail "the administrator's settings are gone"
rights /etc/huiyin/huiyin.toml 'root:huiyin 640'
serve_and find_report

say "remove"
inside dpkg -r huiyin >"$work/remove.log" 2>&1 || { cat "$work/remove.log" >&2; fail "remove"; }
lacks /usr/bin/huiyin
lacks /lib/systemd/system/huiyin.service
holds /etc/huiyin/huiyin.toml
holds /var/lib/huiyin/huiyin.db
grep -q '^help_phone' "$root/etc/huiyin/huiyin.toml" || fail "settings are lost by a removal"

say "install again, over what is there"
install_package 0.1.0 >"$work/again.log" || { cat "$work/again.log" >&2; fail "install again"; }
serve_and find_report

say "purge"
inside dpkg -P huiyin >"$work/purge.log" 2>&1 || { cat "$work/purge.log" >&2; fail "purge"; }
lacks /etc/huiyin/huiyin.toml
lacks /etc/default/huiyin
holds /var/lib/huiyin/huiyin.db
holds /var/lib/huiyin/huiyin.key
grep -q '/var/lib/huiyin' "$work/purge.log" || fail "the purge does not say what it leaves"
leftover=$(inside find /etc /lib/systemd /usr/bin /usr/sbin -name '*huiyin*')
[ -z "$leftover" ] || fail "left behind: $leftover"
printf '✓ the package installs, serves, upgrades, removes and purges cleanly\n'
