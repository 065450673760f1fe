#include "services/assessment/api/assessment_service.h"

#include "libs/rpc/follower.h"
#include "services/assessment/api/decisions.h"
#include "services/assessment/api/downloads.h"
#include "services/assessment/api/evidence.h"
#include "services/assessment/api/plans.h"
#include "services/assessment/api/sign_offs.h"
#include "services/assessment/api/trail.h"
#include "services/assessment/api/uploads.h"

namespace attest::assessment::api {

grpc::Status AssessmentServiceImpl::PutAssessmentPlan(
    grpc::ServerContext* server, const v1::PutAssessmentPlanRequest* request,
    v1::AssessmentPlan* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/PutAssessmentPlan",
      *server, response, [&](const rpc::Call& call) {
        return api::PutAssessmentPlan(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::GetAssessmentPlan(
    grpc::ServerContext* server, const v1::GetAssessmentPlanRequest* request,
    v1::AssessmentPlan* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/GetAssessmentPlan",
      *server, response, [&](const rpc::Call& call) {
        return api::GetAssessmentPlan(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::SubmitAssessmentPlan(
    grpc::ServerContext* server, const v1::SubmitAssessmentPlanRequest* request,
    v1::AssessmentPlan* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/SubmitAssessmentPlan",
      *server, response, [&](const rpc::Call& call) {
        return api::SubmitAssessmentPlan(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::DecideAssessmentPlan(
    grpc::ServerContext* server, const v1::DecideAssessmentPlanRequest* request,
    v1::AssessmentPlan* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/DecideAssessmentPlan",
      *server, response, [&](const rpc::Call& call) {
        return api::DecideAssessmentPlan(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::CreateEvidence(
    grpc::ServerContext* server, const v1::CreateEvidenceRequest* request,
    v1::Evidence* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/CreateEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::CreateEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::GetUpload(
    grpc::ServerContext* server, const v1::GetUploadRequest* request,
    v1::GetUploadResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/GetUpload",
                       *server, response, [&](const rpc::Call& call) {
                         return api::GetUpload(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::MapEvidence(
    grpc::ServerContext* server, const v1::MapEvidenceRequest* request,
    v1::Evidence* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/MapEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::MapEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::SubmitEvidence(
    grpc::ServerContext* server, const v1::SubmitEvidenceRequest* request,
    v1::Evidence* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/SubmitEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::SubmitEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::ReturnEvidence(
    grpc::ServerContext* server, const v1::ReturnEvidenceRequest* request,
    v1::Evidence* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/ReturnEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::ReturnEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::GetEvidence(
    grpc::ServerContext* server, const v1::GetEvidenceRequest* request,
    v1::Evidence* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/GetEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::GetEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::ListEvidence(
    grpc::ServerContext* server, const v1::ListEvidenceRequest* request,
    v1::ListEvidenceResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/ListEvidence",
                       *server, response, [&](const rpc::Call& call) {
                         return api::ListEvidence(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::RecordDecisions(
    grpc::ServerContext* server, const v1::RecordDecisionsRequest* request,
    v1::RecordDecisionsResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/RecordDecisions",
                       *server, response, [&](const rpc::Call& call) {
                         return api::RecordDecisions(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::CountersignDecision(
    grpc::ServerContext* server, const v1::CountersignDecisionRequest* request,
    v1::Decision* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/CountersignDecision",
      *server, response, [&](const rpc::Call& call) {
        return api::CountersignDecision(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::ListDecisions(
    grpc::ServerContext* server, const v1::ListDecisionsRequest* request,
    v1::ListDecisionsResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/ListDecisions",
                       *server, response, [&](const rpc::Call& call) {
                         return api::ListDecisions(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::SignOffUnit(
    grpc::ServerContext* server, const v1::SignOffUnitRequest* request,
    v1::SignOff* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/SignOffUnit",
                       *server, response, [&](const rpc::Call& call) {
                         return api::SignOffUnit(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::GetSignOff(
    grpc::ServerContext* server, const v1::GetSignOffRequest* request,
    v1::SignOff* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/GetSignOff",
                       *server, response, [&](const rpc::Call& call) {
                         return api::GetSignOff(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::ListSignOffs(
    grpc::ServerContext* server, const v1::ListSignOffsRequest* request,
    v1::ListSignOffsResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/ListSignOffs",
                       *server, response, [&](const rpc::Call& call) {
                         return api::ListSignOffs(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::GetProgress(
    grpc::ServerContext* server, const v1::GetProgressRequest* request,
    v1::Progress* response) {
  return rpc::RunUnary(runtime_,
                       "attest.assessment.v1.AssessmentService/GetProgress",
                       *server, response, [&](const rpc::Call& call) {
                         return api::GetProgress(context_, call, *request);
                       });
}

grpc::Status AssessmentServiceImpl::ListAuditEntries(
    grpc::ServerContext* server,
    const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/ListAuditEntries",
      *server, response, [&](const rpc::Call& call) {
        return api::ListAuditEntries(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::VerifyAuditTrail(
    grpc::ServerContext* server,
    const audit::v1::VerifyAuditTrailRequest* request,
    audit::v1::VerifyAuditTrailResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.assessment.v1.AssessmentService/VerifyAuditTrail",
      *server, response, [&](const rpc::Call& call) {
        return api::VerifyAuditTrail(context_, call, *request);
      });
}

grpc::Status AssessmentServiceImpl::UploadEvidence(
    grpc::ServerContext* server,
    grpc::ServerReader<v1::UploadEvidenceRequest>* stream,
    v1::Evidence* response) {
  return rpc::RunStream(
      runtime_, "attest.assessment.v1.AssessmentService/UploadEvidence",
      *server, [&](const rpc::Call& call) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(
            *response, api::UploadEvidence(context_, call, *server, *stream));
        return absl::OkStatus();
      });
}

grpc::Status AssessmentServiceImpl::DownloadEvidence(
    grpc::ServerContext* server, const v1::DownloadEvidenceRequest* request,
    grpc::ServerWriter<v1::DownloadEvidenceResponse>* stream) {
  return rpc::RunStream(
      runtime_, "attest.assessment.v1.AssessmentService/DownloadEvidence",
      *server, [&](const rpc::Call& call) {
        return api::DownloadEvidence(context_, call, *request, *stream);
      });
}

grpc::Status AssessmentServiceImpl::WatchEvents(
    grpc::ServerContext* server, const events::v1::WatchEventsRequest* request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>* stream) {
  return rpc::RunStream(runtime_,
                        "attest.assessment.v1.AssessmentService/WatchEvents",
                        *server, [&](const rpc::Call& call) {
                          return rpc::ServeEvents(context_.journal, call,
                                                  *server, *request, *stream);
                        });
}

}  // namespace attest::assessment::api
