package io.costspan.cli;

import io.costspan.health.State;
import io.costspan.health.State.Entry;
import java.io.IOException;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a running JVM by means of the Attach API, which can read the properties that the agent
 * keeps there: no agent is loaded, no port is opened.
 */
final class JvmCheck {
  private static final long OLD_DAYS = 60;
  private static final Pattern AGENT = Pattern.compile("-javaagent:([^\\s=]+)");
  private static final String NOT_YET = "not loaded before the first AI call";

  private final Checkup checkup;

  JvmCheck(Checkup checkup) {
    this.checkup = checkup;
  }

  void check(String pid) {
    try (OtherJvm jvm = OtherProcess.reach(pid)) {
      judge(jvm.agentProperties());
    } catch (InputException e) {
      checkup.mend("agent", String.valueOf(e.getMessage()));
    }
  }

  void judge(Properties properties) {
    if (text(properties, Entry.ACTIVE) == null) {
      judgeIdle(properties);
      return;
    }
    checkup.fine("agent", "version " + text(properties, Entry.VERSION) + " watches AI calls");
    judgeClients(properties);
    shown("endpoints", text(properties, Entry.ENDPOINTS), "all are at their usual hosts");
    judgeCalls(text(properties, Entry.CALLS));
    shown("requests", text(properties, Entry.REQUESTS), "none has made an AI call");
    published(properties, Entry.BUDGETS).lines().forEach(line -> checkup.note("budget", line));
    shown("metrics go", text(properties, Entry.METRICS_HOME), "nowhere before the first AI call");
    shown("spans go", text(properties, Entry.SPANS_HOME), "nowhere before the first AI call");
    judgeExports(properties);
    String prices = text(properties, Entry.PRICE_TABLE);
    String days = text(properties, Entry.PRICE_AGE_DAYS);
    if (prices == null || days == null) {
      checkup.note("prices", NOT_YET);
    } else {
      prices(checkup, prices, Long.parseLong(days));
    }
    String faults = text(properties, Entry.FAULTS);
    if (faults != null) {
      checkup.mend("faults", faults + " (docs/reliability.md says what was lost)");
    }
  }

  /** An agent that has had nothing to do yet has published nothing. */
  private void judgeIdle(Properties properties) {
    if (isAttached(properties)) {
      checkup.mend(
          "agent",
          "attached, but no HTTP client that it watches was loaded and no AI host was talked to by"
              + " TLS; or enabled=false");
      judgeUnwatched(properties);
    } else {
      checkup.mend("agent", "not attached; start the JVM with -javaagent:costspan-agent.jar");
    }
  }

  /** Whether the agent is there: it says so, unless it has waited since the start of its JVM. */
  static boolean isAttached(Properties properties) {
    return text(properties, Entry.VERSION) != null
        || AGENT
            .matcher(properties.getProperty("sun.jvm.args", ""))
            .results()
            .anyMatch(agent -> isOwn(agent.group(1)));
  }

  private static boolean isOwn(String path) {
    if (path.contains("costspan")) {
      return true;
    }
    try (JarFile jar = new JarFile(path)) {
      Manifest manifest = jar.getManifest();
      return manifest != null
          && "Costspan"
              .equals(manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_TITLE));
    } catch (IOException unknown) {
      return false;
    }
  }

  private void judgeClients(Properties properties) {
    String clients = text(properties, Entry.CLIENTS);
    if (clients == null) {
      checkup.note("clients", "none that is watched has been loaded");
    } else {
      checkup.fine("clients", clients);
    }
    judgeUnwatched(properties);
    String unseen = text(properties, Entry.UNSEEN);
    if (unseen != null) {
      checkup.mend("unseen", unseen + " (docs/unseen.md says what to do)");
    }
  }

  private void judgeUnwatched(Properties properties) {
    String unwatched = text(properties, Entry.UNWATCHED);
    if (unwatched != null) {
      checkup.note("not watched", unwatched + " (loaded, but its calls are not seen)");
    }
  }

  private void judgeCalls(@Nullable String calls) {
    if (calls == null || calls.replaceAll("[^1-9]", "").isEmpty()) {
      checkup.note("calls", "no AI call so far");
    } else if (calls.matches(".*\\bunrated 0\\b.*") && calls.matches(".*\\bpartial 0\\b.*")) {
      checkup.fine("calls", calls);
    } else {
      checkup.mend(
          "calls", calls + "; why they are not rated is in costspan.reason and on the receipt");
    }
  }

  private void judgeExports(Properties properties) {
    String last = text(properties, Entry.LAST_EXPORT);
    if (last != null) {
      checkup.note("last export", last);
    } else if (exports(properties, Entry.METRICS_HOME) || exports(properties, Entry.SPANS_HOME)) {
      checkup.note("last export", "none was accepted so far");
    }
    String error = text(properties, Entry.EXPORT_ERROR);
    if (error != null) {
      checkup.mend("last export", error);
    }
  }

  /** What goes elsewhere is exported, or scraped, by others. */
  private static boolean exports(Properties properties, Entry home) {
    return "embedded".equals(text(properties, home));
  }

  private void shown(String name, @Nullable String value, String otherwise) {
    checkup.note(name, value == null ? otherwise : value);
  }

  static void prices(Checkup checkup, String version, long days) {
    String text = "table " + version + ", compared with its sources " + days + " days ago";
    if (days > OLD_DAYS) {
      checkup.mend("prices", text + ": take a newer agent, or name price files of your own");
    } else {
      checkup.fine("prices", text);
    }
  }

  /** What the agent says of itself; null if it does not. */
  static @Nullable String text(Properties properties, Entry entry) {
    String value = published(properties, entry);
    return value.isEmpty() ? null : value.replace("\n", "; ");
  }

  /** Of a list, each on a line of its own. */
  private static String published(Properties properties, Entry entry) {
    return properties.getProperty(State.PROPERTY_PREFIX + entry.key(), "");
  }
}
