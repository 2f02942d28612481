/** Many calls at once, and very many one after the other: nothing is lost and nothing grows. */
package io.costspan.it.load;
