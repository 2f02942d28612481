/** A program on the AWS SDK for Bedrock. */
package io.costspan.it.aws;
