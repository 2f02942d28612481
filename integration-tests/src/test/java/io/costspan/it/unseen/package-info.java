/** What the agent says of calls that it does not see. */
package io.costspan.it.unseen;
