#!/usr/bin/env bash
# Makes all that is published, from the commit that is checked out (CONTRIBUTING.md, "Releasing").
#   ./release.sh --dry-run [DIR]   as if this were the release, signed with a key that is thrown away
#   ./release.sh [DIR]             signed with your key; the commit must have the tag of its version
# DIR (release/target/release) gets two folders: central, as Maven Central takes it, and download.
set -euo pipefail
cd "$(dirname "$0")"

dry_run=
[ "${1:-}" = --dry-run ] && dry_run=yes && shift
out=${1:-release/target/release}
mkdir -p "$out"
out=$(cd "$out" && pwd)

fail() {
  echo "release.sh: $1" >&2
  exit 1
}

# Newer compilers write other class files, so each release is compiled by the same one.
for home in "${JAVA_HOME_17:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  case $("$home/bin/javac" -version 2>&1 || true) in
    "javac 17"*) export JAVA_HOME=$home && break ;;
  esac
done
case $("${JAVA_HOME:-}/bin/javac" -version 2>&1 || true) in
  "javac 17"*) ;;
  *) fail "a release is compiled by JDK 17; install one and name it in JAVA_HOME_17" ;;
esac

work=$(mktemp -d)
trap 'GNUPGHOME=$work/key gpgconf --kill all 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/costspan"
git archive HEAD | tar x -C "$work/costspan"
version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
if [ -n "$dry_run" ]; then
  find "$work/costspan" -name pom.xml -exec sed -i.bak "s|<version>$version</version>|<version>${version%-SNAPSHOT}</version>|" {} +
  find "$work/costspan" -name pom.xml.bak -delete
  version=${version%-SNAPSHOT}
  export GNUPGHOME=$work/key
  mkdir -m 700 "$GNUPGHOME"
  gpg --quiet --batch --passphrase '' --quick-generate-key "Costspan dry run" ed25519 sign 1d
else
  [ -z "$(git status --porcelain)" ] || fail "there are changes that are not committed"
  [ "$version" = "${version%-SNAPSHOT}" ] || fail "$version is no version of a release"
  [ "$(git rev-parse "v$version^{commit}" 2>/dev/null)" = "$(git rev-parse HEAD)" ] ||
    fail "this commit does not have the tag v$version"
fi

rm -rf "$out/central" "$out/download"
(cd "$work/costspan" && ./mvnw -q -B -ntp -Prelease -pl release -am deploy -DskipTests -Djacoco.skip \
  -Dmaven.install.skip=true -DaltDeploymentRepository="local::file:$out/central")

artifacts=$out/central/io/costspan/costspan-agent/$version
find "$out/central" -name 'maven-metadata.xml*' -delete
name=costspan-agent-$version
mkdir -p "$out/download"
cp "$artifacts/$name.jar" "$out/download/costspan-agent.jar"
cp "$artifacts/$name-cyclonedx.json" "$out/download/costspan-agent-cyclonedx.json"
cd "$out/download"

# The bill of materials, stated about the jar of exactly these bytes (in-toto.io/Statement/v1).
printf '{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"costspan-agent.jar","digest":{"sha256":"%s"}}],"predicateType":"https://cyclonedx.org/bom","predicate":%s}\n' \
  "$(sha256sum costspan-agent.jar | cut -d' ' -f1)" "$(cat costspan-agent-cyclonedx.json)" \
  >costspan-agent-cyclonedx.intoto.json
sha256sum -- *.jar *.json >SHA256SUMS
gpg --quiet --batch --armor --detach-sign SHA256SUMS
gpg --quiet --batch --armor --export "$(gpg --batch --with-colons --verify --status-fd 1 SHA256SUMS.asc SHA256SUMS 2>/dev/null |
  sed -n 's/^\[GNUPG:\] VALIDSIG \([0-9A-F]*\) .*/\1/p')" >key.asc

echo "Version $version of commit $(git -C "$OLDPWD" rev-parse --short HEAD), compiled by $("$JAVA_HOME/bin/javac" -version)"
echo "  $artifacts"
echo "  $out/download"
