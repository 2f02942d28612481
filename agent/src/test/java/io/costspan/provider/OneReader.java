package io.costspan.provider;

import java.util.List;

/** A provider with a single reader, which tests write down. */
public final class OneReader {
  public static final String URL = "https://p.example.com/v/op?to=fr&kind=deep&to=de";

  private OneReader() {}

  public static Traffic traffic(String reader) {
    String file =
        "{'provider': 'p', 'hosts': ['p.example.com'], 'operations': {'POST /{part}/op': {'operation': 'chat', 'reader': 'r'}},"
            + " 'readers': {'r': "
            + reader
            + "}}";
    return new Traffic(Catalog.load(List.of(TestFiles.file("p.json", file)), List.of()));
  }
}
