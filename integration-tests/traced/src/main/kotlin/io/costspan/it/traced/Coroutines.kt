package io.costspan.it.traced

import io.opentelemetry.context.Context
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Runs a call on many coroutines at once, each of which may go on on another thread than it began. */
object Coroutines {
  /** Returns when all have ended. */
  @JvmStatic
  fun run(times: Int, call: Runnable) =
      runBlocking(Context.current().asContextElement()) {
        repeat(times) {
          launch(Dispatchers.Default) {
            delay(1)
            call.run()
          }
        }
      }
}
