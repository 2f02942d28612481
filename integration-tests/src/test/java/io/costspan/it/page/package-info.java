/** The spend page, as programs and as a real browser see it. */
package io.costspan.it.page;
