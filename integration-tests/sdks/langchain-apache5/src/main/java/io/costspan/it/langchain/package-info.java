/** A program on LangChain4j with Apache HttpClient 5. */
package io.costspan.it.langchain;
