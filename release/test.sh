#!/usr/bin/env bash
# Is a release what docs/verify-download.md and Maven Central say of it? Builds twice, in two folders,
# with JAVA_HOME naming JDK 17 and 25. Needs both JDKs, gpg and jq; takes some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

jdk() {
  for home in "$(printenv "JAVA_HOME_$1" || true)" /usr/lib/jvm/*; do
    case $("$home/bin/javac" -version 2>&1 || true) in
      "javac $1"*) echo "$home" && return ;;
    esac
  done
  fail "no JDK $1; name it in JAVA_HOME_$1"
}
jdk17=$(jdk 17)
jdk25=$(jdk 25)

work=$(mktemp -d)
trap 'GNUPGHOME=$work/ring gpgconf --kill all 2>/dev/null || true; rm -rf "$work"' EXIT

snippet() {
  sed -n "/^\`\`\`sh $1\$/,/^\`\`\`\$/p" docs/verify-download.md | sed '/^```/d'
}

echo "Compilers of 17 and 25 write other class files, or the pin in release.sh is of no use any more ..."
mkdir "$work/17" "$work/25"
for each in 17 25; do
  home=jdk$each
  "${!home}/bin/javac" --release 17 -d "$work/$each" agent/src/main/java/io/costspan/cells/Merge.java \
    -sourcepath agent/src/main/java -proc:none -implicit:none \
    -cp "$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/jspecify" -name '*.jar' | head -1)" 2>"$work/$each.log" ||
    fail "$(cat "$work/$each.log")"
done
[ -e "$work/17/io/costspan/cells/Merge\$1.class" ] || fail "javac 17 makes no Merge\$1"
[ ! -e "$work/25/io/costspan/cells/Merge\$1.class" ] || fail "javac 25 makes Merge\$1, too"

echo "Two builds, in two folders, started on two JDKs, give the same bytes ..."
JAVA_HOME=$jdk17 ./release.sh --dry-run "$work/one"
git clone -q --no-local . "$work/elsewhere/a checkout"
(cd "$work/elsewhere/a checkout" && JAVA_HOME=$jdk25 bash -euo pipefail -c "$(snippet rebuild)")
mv "$work/elsewhere/a checkout/release/target/release" "$work/two"
reproducible() {
  (cd "$1" && find . -type f ! -name '*.asc' ! -name '*.asc.*' -exec sha256sum {} + | sort -k2)
}
diff <(reproducible "$work/one") <(reproducible "$work/two") || fail "the builds differ"

echo "A release that another compiler would make is refused ..."
if JAVA_HOME=$jdk25 ./mvnw -q -B -ntp -Prelease -pl bootstrap validate >"$work/refused" 2>&1; then
  fail "JDK 25 makes a release"
fi
grep -q "compiled by JDK 17" "$work/refused" || fail "$(cat "$work/refused")"

echo "Maven Central gets all that it asks for ..."
central=$(echo "$work"/one/central/io/costspan/costspan-agent/*)
name=costspan-agent-$(basename "$central")
[ "$(find "$work/one/central" -type d -path '*/io/costspan/*' | wc -l)" = 2 ] || fail "more than one artifact"
for file in .jar -sources.jar -javadoc.jar -cyclonedx.json .pom; do
  for beside in "" .asc .md5 .sha1; do
    [ -s "$central/$name$file$beside" ] || fail "there is no $name$file$beside"
  done
  [ "$(md5sum <"$central/$name$file" | cut -d' ' -f1)" = "$(cat "$central/$name$file.md5")" ] || fail "$file.md5"
  [ "$(sha1sum <"$central/$name$file" | cut -d' ' -f1)" = "$(cat "$central/$name$file.sha1")" ] || fail "$file.sha1"
done
for element in name description url license developer scm; do
  grep -q "<${element}[ >]" "$central/$name.pom" || fail "the POM has no $element"
done
grep -q "<dependency>\|<parent>\|SNAPSHOT" "$central/$name.pom" && fail "the POM does not stand alone"
for class in io/costspan/bootstrap/CostspanAgent io/costspan/rating/Rater; do
  unzip -l "$central/$name-sources.jar" "$class.java" >"$work/null" || fail "no source of $class"
  unzip -l "$central/$name-javadoc.jar" "$class.html" >"$work/null" || fail "no Javadoc of $class"
done

echo "The bill of materials names the libraries in the jar, and no others ..."
unzip -q "$central/$name.jar" inst/costspan-classes.jar -d "$work"
packed=$(unzip -l "$work/inst/costspan-classes.jar" | sed -n 's|.*io/costspan/deps/\([a-z]*\)/.*|\1|p' | sort -u | tr '\n' ' ')
[ "$packed" = "brotli bytebuddy jackson opentelemetry picocli prometheus " ] || fail "packed are $packed"
billed=$(jq -r '.components[].group' "$central/$name-cyclonedx.json" | sort -u | tr '\n' ' ')
[ "$billed" = "com.fasterxml.jackson.core info.picocli io.costspan io.opentelemetry io.prometheus net.bytebuddy org.brotli " ] ||
  fail "billed are $billed"
jq -e '[.components[] | select(.licenses == null or .hashes == null)] == []' "$central/$name-cyclonedx.json" >"$work/null" ||
  fail "a component has no licence or no hash"

echo "The commands of docs/verify-download.md do what it says ..."
export GNUPGHOME=$work/ring
mkdir -m 700 "$GNUPGHOME"
for file in "$central"/*.asc; do
  gpg --quiet --import "$work/one/download/key.asc" 2>>"$work/null"
  gpg --verify "$file" "${file%.asc}" 2>>"$work/null" || fail "signature $file"
done
paste() {
  (cd "$work/one/download" && LC_ALL=C bash -euo pipefail -c "$1" 2>&1)
}
said=$(paste "$(snippet verify)") || fail "$said"
grep -q "Good signature" <<<"$said" || fail "$said"
grep -q "costspan-agent.jar: OK" <<<"$said" || fail "$said"
said=$(paste "$(snippet attestation)") || fail "$said"
[ "$(grep -o '[0-9a-f]\{64\}' <<<"$said" | sort -u | wc -l)" = 1 ] || fail "$said"
said=$(paste "$(snippet materials)") || fail "$said"
grep -q "^info.picocli.*Apache-2.0" <<<"$said" || fail "$said"

echo "A changed jar is noticed ..."
printf x >>"$work/one/download/costspan-agent.jar"
paste "$(snippet verify)" >"$work/null" 2>&1 && fail "a changed jar passes"
echo "All good."
