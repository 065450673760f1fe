// The catalogue on the wire: one adapter a method.
#ifndef ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_
#define ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_

#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "libs/rpc/raw.h"
#include "libs/rpc/runtime.h"
#include "services/catalogue/api/audit.h"
#include "services/catalogue/api/comparing.h"
#include "services/catalogue/api/key_dates.h"
#include "services/catalogue/api/publishing.h"
#include "services/catalogue/api/qualifications.h"
#include "services/catalogue/api/searching.h"
#include "services/catalogue/api/selections.h"
#include "services/catalogue/api/syllabi.h"

namespace attest::catalogue::api {

// What is answered from memory as a rule is served raw (libs/rpc/raw.h): the
// bytes of a published syllabus are sent as they are.
namespace raw {
using Service = v1::CatalogueService;
using With1 = Service::WithRawCallbackMethod_GetQualification<Service::Service>;
using With2 = Service::WithRawCallbackMethod_LookupQualification<With1>;
using With3 = Service::WithRawCallbackMethod_ListSyllabi<With2>;
using With4 = Service::WithRawCallbackMethod_GetSyllabus<With3>;
using With5 = Service::WithRawCallbackMethod_GetUnit<With4>;
using With6 = Service::WithRawCallbackMethod_BatchGetUnits<With5>;
using With7 = Service::WithRawCallbackMethod_ListUnits<With6>;
using With8 = Service::WithRawCallbackMethod_LookupStandards<With7>;
using WithAll = Service::WithRawCallbackMethod_EvaluateSelection<With8>;
}  // namespace raw

// Thread-safe.
class CatalogueServiceImpl final : public raw::WithAll,
                                   public rpc::HasRawMethods {
 public:
  // All must outlive it.
  CatalogueServiceImpl(const rpc::Runtime& runtime, const Tools& tools)
      : runtime_(runtime),
        qualifications_(tools),
        syllabi_(tools.library),
        selections_(tools.library),
        comparing_(tools.library),
        publishing_(tools),
        key_dates_(tools),
        searching_(tools),
        audit_(tools) {}

  std::vector<std::string_view> RawMethods() const override;

  grpc::ServerUnaryReactor* GetQualification(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* LookupQualification(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
      grpc::ByteBuffer* response) override;
  grpc::Status ListQualifications(
      grpc::ServerContext* context,
      const v1::ListQualificationsRequest* request,
      v1::ListQualificationsResponse* response) override;
  grpc::ServerUnaryReactor* ListSyllabi(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetSyllabus(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetUnit(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchGetUnits(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* LookupStandards(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* EvaluateSelection(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
      grpc::ByteBuffer* response) override;
  grpc::Status ProposeSelections(
      grpc::ServerContext* context, const v1::ProposeSelectionsRequest* request,
      v1::ProposeSelectionsResponse* response) override;
  grpc::Status CompareSyllabi(grpc::ServerContext* context,
                              const v1::CompareSyllabiRequest* request,
                              v1::CompareSyllabiResponse* response) override;
  grpc::Status SearchSyllabus(grpc::ServerContext* context,
                              const v1::SearchSyllabusRequest* request,
                              v1::SearchSyllabusResponse* response) override;
  grpc::Status ValidateSyllabus(
      grpc::ServerContext* context, const v1::ValidateSyllabusRequest* request,
      v1::ValidateSyllabusResponse* response) override;
  grpc::Status PublishSyllabus(grpc::ServerContext* context,
                               const v1::PublishSyllabusRequest* request,
                               v1::PublishSyllabusResponse* response) override;
  grpc::Status SetKeyDates(grpc::ServerContext* context,
                           const v1::SetKeyDatesRequest* request,
                           v1::Qualification* response) override;
  grpc::Status ListAuditEntries(
      grpc::ServerContext* context,
      const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override;
  grpc::Status VerifyAuditTrail(
      grpc::ServerContext* context,
      const audit::v1::VerifyAuditTrailRequest* request,
      audit::v1::VerifyAuditTrailResponse* response) override;
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override;

 private:
  const rpc::Runtime& runtime_;
  const Qualifications qualifications_;
  const Syllabi syllabi_;
  const Selections selections_;
  const Comparing comparing_;
  const Publishing publishing_;
  const KeyDateHandler key_dates_;
  const Searching searching_;
  const Audit audit_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_
