#!/usr/bin/env bash
# Puts a built binary into a Debian package and prints its path.
#   packaging/build-deb.sh [BINARY]
# VERSION overrides the version of Cargo.toml, OUT the folder of the package, COMPRESSION its kind (xz).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

binary=${1:-target/release/huiyin}
[ -x "$binary" ] || stop "$binary is not there: build it first, or use \`make deb\`." \
    "找不到 $binary：请先编译，或使用 make deb。"
command -v dpkg-deb >/dev/null || stop "dpkg-deb is missing (Debian: dpkg)." "缺少 dpkg-deb。"

version=${VERSION:-$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)}
architecture=$(dpkg --print-architecture)
out=${OUT:-target/deb}
mkdir -p "$out"
stage=$(mktemp -d "$out/stage.XXXXXX")
trap 'rm -rf "$stage"' EXIT
# The same binary gives the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || printf 0)}
export SOURCE_DATE_EPOCH

put() { install -D -m "$1" "$2" "$stage/$3"; }
put 755 "$binary" usr/bin/huiyin
strip --strip-unneeded "$stage/usr/bin/huiyin" 2>/dev/null || true
put 755 packaging/huiyinctl usr/sbin/huiyinctl
put 644 packaging/huiyin.service lib/systemd/system/huiyin.service
put 644 packaging/huiyin.default etc/default/huiyin
put 644 packaging/huiyin.toml etc/huiyin/huiyin.toml
put 644 packaging/deb/copyright usr/share/doc/huiyin/copyright
put 644 docs/operations.md usr/share/doc/huiyin/operations.md
put 644 CHANGELOG.md usr/share/doc/huiyin/changelog
for template in docs/templates/*; do
    put 644 "$template" "usr/share/doc/huiyin/templates/$(basename "$template")"
done
gzip -9n "$stage/usr/share/doc/huiyin/changelog"

# The libraries that the binary really asks for, with the versions that have what it uses.
depends='libc6, libgcc-s1'
if command -v dpkg-shlibdeps >/dev/null; then
    mkdir -p "$stage/debian"
    printf 'Source: huiyin\n\nPackage: huiyin\nArchitecture: any\n' >"$stage/debian/control"
    found=$(cd "$stage" && dpkg-shlibdeps -O usr/bin/huiyin 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
    rm -r "$stage/debian"
    depends=${found:-$depends}
fi

mkdir -p "$stage/DEBIAN"
size=$(du -sk --exclude=DEBIAN "$stage" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@INSTALLED_SIZE@/$size/" -e "s/@DEPENDS@/$depends/" \
    packaging/deb/control.in >"$stage/DEBIAN/control"
install -m 644 packaging/deb/conffiles "$stage/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    install -m 755 "packaging/deb/$script" "$stage/DEBIAN/$script"
done
(cd "$stage" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' |
    LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

package="$out/huiyin_${version}_$architecture.deb"
dpkg-deb --root-owner-group -Z"${COMPRESSION:-xz}" --build "$stage" "$package" >/dev/null
printf '%s\n' "$package"
