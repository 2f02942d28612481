package io.costspan.it.boot;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Restarts the application within its JVM, as DevTools do when a class has changed. They are not
 * packed with it.
 */
@RestController
@ConditionalOnClass(Restarter.class)
class Restarts {
  private final List<WeakReference<ClassLoader>> loaders;

  @SuppressWarnings("unchecked")
  Restarts() {
    loaders =
        (List<WeakReference<ClassLoader>>)
            Restarter.getInstance().getOrAddAttribute("loaders", CopyOnWriteArrayList::new);
    loaders.add(new WeakReference<>(Restarts.class.getClassLoader()));
  }

  /** Begins it. */
  @GetMapping("/restart")
  void restart() {
    Thread restart = new Thread(Restarter.getInstance()::restart);
    restart.setContextClassLoader(null);
    restart.start();
  }

  /** How many class loaders there are of all that the application had. */
  @GetMapping("/loaders")
  String loaders() {
    System.gc();
    long alive = loaders.stream().filter(loader -> loader.get() != null).count();
    return alive + " of " + loaders.size();
  }
}
