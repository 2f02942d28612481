/** AI libraries that make spans of their own calls. */
package io.costspan.it.traced;
