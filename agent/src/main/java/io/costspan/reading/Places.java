package io.costspan.reading;

import io.costspan.cells.Cell;
import io.costspan.cells.CellTable;
import io.costspan.cells.Measure;
import io.costspan.cells.Merge;
import io.costspan.condition.Accepted;
import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The places in an exchange from which fields are read; each gets a cell for its value.
 *
 * <p>A place is a JSON path in the response or, with {@code request:}, in the request; a response
 * header, with {@code header:}; the name of a stream's event, {@code event:name}; a value captured
 * from host, base or path, with {@code url:}; or a part of the request's head, with {@code query:}
 * or {@code request-header:}.
 */
final class Places {
  private static final String REQUEST = "request:";
  private static final String HEADER = "header:";
  private static final String URL = "url:";
  private static final String QUERY = "query:";
  private static final String REQUEST_HEADER = "request-header:";
  private static final String EVENT = "event:";
  private static final String EVENT_NAME = EVENT + "name";

  final CellTable request = new CellTable();
  final CellTable response = new CellTable();

  /** The cell of a text that is read by its name. */
  record Named(String name, int cell) {}

  /** Cells by name of the response header. */
  final List<Named> headers = new ArrayList<>();

  /** Cells by the names captured from host, base or path. */
  final List<Named> captured = new ArrayList<>();

  /** Cells by the place in the request's head, {@code query:} or {@code header:}. */
  final List<Named> head = new ArrayList<>();

  /** Cells by the name of the value that is kept for a job. */
  final Map<String, Integer> kept = new LinkedHashMap<>();

  private int cells;
  private int requestRead = CellTable.NO_CELL;
  private int assumed = CellTable.NO_CELL;

  int cells() {
    return cells;
  }

  /** Whether a place contains something other than the provider's own figures. */
  static boolean isAsked(String place) {
    return Stream.of(REQUEST, URL, QUERY, REQUEST_HEADER).anyMatch(place::startsWith);
  }

  static boolean isOfRequestBody(String place) {
    return place.startsWith(REQUEST);
  }

  /** Whether a place is in the body of the request or the response. */
  static boolean isBody(String place) {
    return Stream.of(HEADER, URL, QUERY, REQUEST_HEADER, EVENT, "'", "{")
        .noneMatch(place::startsWith);
  }

  /** Whether a place is a path in the response, rather than a text or a formula. */
  static boolean isOfResponse(String place) {
    return isBody(place) && !isOfRequestBody(place) && !place.startsWith("=");
  }

  /**
   * The cell that all these places feed.
   *
   * @param at where they are written, for error messages
   */
  int cell(
      JsonValue at,
      Merge merge,
      Measure measure,
      List<String> places,
      Map<String, Accepted> where) {
    String place = places.get(0);
    if (place.startsWith(HEADER)) {
      return header(place.substring(HEADER.length()));
    }
    if (place.startsWith(EVENT)) {
      return event(at, place);
    }
    if (place.startsWith(URL)) {
      return captured(place.substring(URL.length()));
    }
    if (place.startsWith(QUERY)) {
      return head(merge.measures() ? place + RequestHead.ALL : place);
    }
    return place.startsWith(REQUEST_HEADER)
        ? head(place.substring("request-".length()))
        : body(at, merge, measure, places, where);
  }

  /** The cell that has a value once a request has been read. */
  int requestRead() {
    if (requestRead == CellTable.NO_CELL) {
      requestRead = cells++;
      request.tellWhenRead(requestRead);
    }
    return requestRead;
  }

  /** The cell that has a value once an assumption about a request was used. */
  int assumed() {
    assumed = assumed == CellTable.NO_CELL ? cells++ : assumed;
    return assumed;
  }

  boolean assumes() {
    return assumed != CellTable.NO_CELL;
  }

  /** A cell for something that is not part of the exchange. */
  int own() {
    return cells++;
  }

  /** The cell for the kept value of that name. */
  int kept(String name) {
    return kept.computeIfAbsent(name, key -> cells++);
  }

  private int event(JsonValue at, String place) {
    if (!place.equals(EVENT_NAME)) {
      throw at.error("of an event only \"" + EVENT_NAME + "\" is known");
    }
    return response.event(() -> cells++);
  }

  private int header(String name) {
    return named(headers, name);
  }

  private int captured(String name) {
    return named(captured, name);
  }

  private int head(String place) {
    return named(head, place);
  }

  private int named(List<Named> known, String name) {
    for (Named one : known) {
      if (one.name().equals(name)) {
        return one.cell();
      }
    }
    known.add(new Named(name, cells));
    return cells++;
  }

  private int body(
      JsonValue at,
      Merge merge,
      Measure measure,
      List<String> places,
      Map<String, Accepted> where) {
    boolean asked = places.get(0).startsWith(REQUEST);
    if (places.stream().anyMatch(place -> place.startsWith(REQUEST) != asked)) {
      throw at.error("request and response cannot be merged; give each a value of its own");
    }
    List<String> paths =
        places.stream().map(place -> asked ? place.substring(REQUEST.length()) : place).toList();
    (asked ? request : response).add(new Cell(cells, merge, measure, paths, where));
    return cells++;
  }
}
