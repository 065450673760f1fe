// attest-assessment: assessment in a process of its own.
#include "libs/rpc/service_main.h"
#include "services/assessment/server.h"

int main(int argc, char** argv) {
  return attest::rpc::ServiceMain<attest::assessment::AssessmentServer,
                                  attest::assessment::config::v1::Config>(
      argc, argv, "assessment",
      "Assessment of Attest: evidence, decisions, sign-offs.");
}
