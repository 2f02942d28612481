package io.costspan.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the end of a path alone which API is spoken. It is asked about each call to a host that
 * is not known, so it reads a few characters and allocates nothing.
 */
public final class Dialects {
  private static final String OPENAI = "openai";
  private static final String DEPLOYMENTS = "/openai/deployments/";

  /** What such a path may have between host and API, and the first segment of the API. */
  private static final Pattern AT_ROOT =
      Pattern.compile(
          "(\\w+://[^/]+)?(/v1(beta)?)?"
              + "/(chat/completions|responses|messages|embeddings|models/|model/|openai/|v2/chat|api/chat)"
              + ".*");

  private Dialects() {}

  /**
   * The provider whose API has that path, null if it is none or one that other APIs have too.
   *
   * @param url a path, or a whole URL; ignored from a question mark on
   */
  public static @Nullable String of(String url) {
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    int slash = url.lastIndexOf('/', end - 1);
    if (slash < 0 || end - slash < 5) {
      return null;
    }
    if (url.charAt(end - 1) == 't' && isGeneration(url, slash, end)) {
      return "gcp.gemini";
    }
    switch (url.charAt(slash + 1)) {
      case 'c':
        return ofC(url, slash, end);
      case 'r':
        return ends(url, end, "/v1/responses") ? OPENAI : null;
      case 'm':
        return ends(url, end, "/v1/messages") ? "anthropic" : null;
      case 'e':
        return ends(url, end, "/v1/embeddings") ? OPENAI : null;
      case 'i':
        return isInvocation(url, slash, end) ? "aws.bedrock" : null;
      default:
        return null;
    }
  }

  /** Whether the path of a known API begins at the root of its host. */
  public static boolean isAtRoot(String url) {
    return AT_ROOT.matcher(url).matches();
  }

  private static @Nullable String ofC(String url, int slash, int end) {
    if (ends(url, end, "/chat/completions")) {
      return url.lastIndexOf(DEPLOYMENTS, slash) < 0 ? OPENAI : "azure.ai.openai";
    }
    if (ends(url, end, "/v2/chat")) {
      return "cohere";
    }
    if (ends(url, end, "/api/chat")) {
      return "ollama";
    }
    return isOfModel(url, slash)
            && (ends(url, end, "/converse") || ends(url, end, "/converse-stream"))
        ? "aws.bedrock"
        : null;
  }

  private static boolean isInvocation(String url, int slash, int end) {
    return isOfModel(url, slash)
        && (ends(url, end, "/invoke") || ends(url, end, "/invoke-with-response-stream"));
  }

  private static boolean isGeneration(String url, int slash, int end) {
    return (ends(url, end, ":generateContent") || ends(url, end, ":streamGenerateContent"))
        && slash >= 7
        && url.startsWith("/models", slash - 7);
  }

  /** Whether the segment before the last one is a model: {@code /model/NAME}. */
  private static boolean isOfModel(String url, int slash) {
    int model = url.lastIndexOf('/', slash - 1);
    return model >= 6 && url.startsWith("/model", model - 6);
  }

  private static boolean ends(String url, int end, String ending) {
    return url.startsWith(ending, end - ending.length());
  }
}
