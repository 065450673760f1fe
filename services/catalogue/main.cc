// attest-catalogue: the catalogue in a process of its own.
#include "libs/rpc/service_main.h"
#include "services/catalogue/server.h"

int main(int argc, char** argv) {
  return attest::rpc::ServiceMain<attest::catalogue::CatalogueServer,
                                  attest::catalogue::config::v1::Config>(
      argc, argv, "catalogue",
      "The catalogue of Attest: qualifications and their syllabi.");
}
