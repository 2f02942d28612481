# An image that brings the agent, for init containers and the OpenTelemetry operator, which copy it.
FROM busybox:1.37
COPY agent/target/costspan-agent.jar /costspan/costspan-agent.jar
RUN chmod 644 /costspan/costspan-agent.jar && ln -s /costspan/costspan-agent.jar /javaagent.jar
USER 65534:65534
